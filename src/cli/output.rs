//! Checks of output files, made before the work whose result they are to hold.

use std::path::Path;
use std::process::ExitCode;

/// Refuses a file that a graph cannot be written into: the name of a database, or a folder that is not there.
pub fn check_graph(path: &Path) -> Result<(), String> {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    if ["db", "sqlite", "sqlite3"].contains(&extension.as_str()) {
        return Err(format!(
            "'{}' names a database; the store comes with a later release, so name a snapshot (.ron)",
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
    fn databases_and_missing_folders_are_refused() {
        assert!(check_graph(Path::new("g.DB")).is_err_and(|message| message.contains("later release")));
        assert!(check_graph(Path::new("no/such/g.ron")).is_err_and(|message| message.contains("'no/such'")));
        assert_eq!(check_graph(Path::new("g.ron")), Ok(()));
    }
}
