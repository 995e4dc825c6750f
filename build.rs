//! Embeds the schemas: walks `schemas/` and writes a table of (path, text), so that adding a file is the whole change.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("schemas");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in &files {
        // Forward slashes on every platform: the name is what error messages and overlays know the file by.
        let name: Vec<_> = file.strip_prefix(&root).unwrap_or(file).iter().map(|part| part.to_string_lossy()).collect();
        table.push_str(&format!("    ({:?}, include_str!({:?})),\n", name.join("/"), file.display().to_string()));
    }
    table.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("schemas.rs");
    fs::write(out, table)
}

/// All `.ron` files under `folder`.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "ron") {
            files.push(path);
        }
    }
    Ok(())
}
