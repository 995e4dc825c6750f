//! The page's own files: one style sheet, scripts as modules, an icon; embedded, nothing comes from elsewhere.

/// A file of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asset {
    /// Its name.
    pub name: &'static str,
    /// Its content, UTF-8.
    pub text: &'static str,
}

impl Asset {
    /// The media type, told by the name.
    pub fn media_type(&self) -> &'static str {
        match self.name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "text/html; charset=utf-8",
        }
    }
}

macro_rules! assets {
    ($($name:literal),+ $(,)?) => { &[$(Asset { name: $name, text: include_str!(concat!("assets/", $name)) }),+] };
}

/// The style sheet.
pub const STYLE: &str = include_str!("assets/style.css");
/// The page's frame.
pub const INDEX: &str = include_str!("assets/index.html");

/// The scripts that viewer and export share; each module stands after those that it imports.
pub const SHARED: &[Asset] = assets!(
    "dom.js",
    "words.js",
    "route.js",
    "theme.js",
    "camera.js",
    "shapes.js",
    "labels.js",
    "lines.js",
    "canvas.js",
    "search.js",
    "filters.js",
    "event.js",
    "entity.js",
    "panel.js",
    "graph.js",
    "timeline.js",
    "lists.js",
    "main.js",
);

/// What only the viewer has.
pub const VIEWER: &[Asset] = assets!("viewer.js", "style.css", "icon.svg");
/// The scripts of the export, after the shared ones.
pub const EXPORT: &[Asset] = assets!("embedded.js");
