//! The diagram as PNG: by Graphviz where it is installed, else the built-in renderer's SVG, drawn by resvg.

use super::graphviz::{self, Drawn};
use super::{ExportOptions, Exported, Exporter, diagram, dot, sketch};
use crate::graph::Graph;
use crate::{Problem, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use std::sync::Arc;

/// Pixels for each point of the drawing: sharp on screens of twice the usual density.
const SCALE: f32 = 2.0;
/// Longest side in pixels; larger drawings are scaled down to it.
const LONGEST_SIDE: f32 = 12_000.0;
/// Faces that stand in for Helvetica, best first; the first two have the same metrics.
const FACES: [&str; 8] =
    ["Arial", "Liberation Sans", "Helvetica", "Helvetica Neue", "DejaVu Sans", "Noto Sans", "Segoe UI", "Roboto"];

/// What to tell where a picture has no text.
const NO_FONTS: &str = "hint: no fonts were found on this system, so the PNG has no text; install one \
     (apt install fonts-liberation), or export SVG";

/// Writes PNG.
pub(super) struct Png;

impl Exporter for Png {
    fn export(&self, graph: &Graph, options: &ExportOptions) -> Result<Exported> {
        let diagram = diagram::diagram(graph, &options.view);
        let mut hints = match graphviz::draw(&dot::print(&diagram), &["-Tpng", "-Gdpi=144"], options.renderer)? {
            Drawn::ByGraphviz(drawn) => return Ok(drawn),
            Drawn::NotYet(hints) => hints,
        };
        let (fonts, found) = fonts();
        if !found {
            hints.push(NO_FONTS.to_owned());
        }
        Ok(Exported { bytes: rasterize(&sketch::draw(&diagram), fonts)?, hints })
    }
}

/// The system's fonts, with one that is there as the standard face; and whether there are any.
fn fonts() -> (fontdb::Database, bool) {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let has = |name: &str| fonts.faces().any(|face| face.families.iter().any(|(family, _)| family == name));
    let first = || fonts.faces().next().and_then(|face| face.families.first()).map(|(family, _)| family.clone());
    let face = FACES.into_iter().find(|name| has(name)).map(str::to_owned).or_else(first);
    if let Some(face) = &face {
        // resvg leaves out text whose family it does not find, and asks for a serif face last.
        fonts.set_sans_serif_family(face);
        fonts.set_serif_family(face);
    }
    (fonts, face.is_some())
}

/// SVG → PNG.
fn rasterize(svg: &str, fonts: fontdb::Database) -> Result<Vec<u8>> {
    let failed =
        |why: String| Problem::new("png", format!("cannot draw the picture: {why}")).remedy("export SVG instead");
    let options = usvg::Options { fontdb: Arc::new(fonts), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let size = tree.size();
    let scale = SCALE.min(LONGEST_SIDE / size.width().max(size.height()));
    let side = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let mut pixmap =
        Pixmap::new(side(size.width()), side(size.height())).ok_or_else(|| failed("it is too large".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(pixmap.encode_png().map_err(|error| failed(error.to_string()))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_without_fonts_are_drawn_too() {
        let svg =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><text x=\"1\" y=\"9\">a</text></svg>";
        let bytes = rasterize(svg, fontdb::Database::new()).expect("draws");
        assert!(bytes.starts_with(b"\x89PNG\r\n"));
    }

    #[test]
    fn what_is_no_svg_is_an_error() {
        assert!(
            rasterize("no svg", fontdb::Database::new())
                .is_err_and(|error| error.to_string().contains("export SVG instead"))
        );
    }
}
