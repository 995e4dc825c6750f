//! Graphs through every format: what is written is well-formed, complete, safe to open, and the same every time.

#[path = "export/samples.rs"]
mod samples;

use summitry::export::{ExportOptions, Format, Renderer, export};

/// Draws the samples into `target/diagrams`, to be looked at: `cargo test --test export -- --ignored`.
#[test]
#[ignore = "writes pictures to be looked at"]
fn draws_samples() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/diagrams");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, graph) in [("small", samples::small()), ("large", samples::large())] {
        for format in [Format::Dot, Format::Svg, Format::Png, Format::Json] {
            let exported = export(&graph, format, &ExportOptions::default()).unwrap();
            std::fs::write(folder.join(format!("{name}.{format}")), exported.bytes).unwrap();
        }
        let built_in = ExportOptions { renderer: Renderer::BuiltIn, ..ExportOptions::default() };
        for format in [Format::Svg, Format::Png] {
            let exported = export(&graph, format, &built_in).unwrap();
            std::fs::write(folder.join(format!("{name}-built-in.{format}")), exported.bytes).unwrap();
        }
    }
}
