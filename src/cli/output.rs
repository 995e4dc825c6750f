//! Checks of output files, made before the work whose result they are to hold.

use std::path::Path;
use std::process::ExitCode;

/// Whether a graph of this name is a store: by its ending, `.db`.
pub fn is_store(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    ["db", "sqlite", "sqlite3"].contains(&extension.as_str())
}

/// Refuses a file that a graph cannot be written into: a store that is there already, or a folder that is not there.
pub fn check_graph(path: &Path) -> Result<(), String> {
    if is_store(path) && path.exists() {
        return Err(format!(
            "'{}' is there already; add to it with 'summitry add', or name another file",
            path.display()
        ));
    }
    check_folder(path)
}

/// Refuses a file whose folder does not exist.
pub fn check_folder(path: &Path) -> Result<(), String> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        Some(folder) => Err(format!("the folder '{}' does not exist; make it first", folder.display())),
        None => Ok(()),
    }
}

/// Says what is wrong with the command line: exit code 2.
pub fn bad_usage(command: &str, message: &str) -> ExitCode {
    eprintln!("summitry {command}: {message}");
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_folders_and_stores_that_are_there_are_refused() {
        let store = tempfile::Builder::new().suffix(".db").tempfile().unwrap();
        assert!(check_graph(store.path()).is_err_and(|message| message.contains("summitry add")));
        assert!(check_graph(Path::new("no/such/g.ron")).is_err_and(|message| message.contains("'no/such'")));
        assert_eq!(check_graph(Path::new("g.ron")), Ok(()));
        assert_eq!(check_graph(Path::new("g.db")), Ok(()));
    }
}
