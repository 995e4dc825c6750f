//! [`Diagram`] → SVG without Graphviz: the built-in renderer, for machines where nothing else is installed.
//!
//! diagram → [`measure`]: how large each shape is → [`arrange`]: where it stands → [`route`]: how lines run and where
//! their labels fit → [`paint`]: SVG. Nothing in it depends on the platform: only additions, multiplications and
//! square roots, so that the same diagram gives the same bytes everywhere.

mod arrange;
pub(super) mod geometry;
mod header;
mod measure;
mod paint;
mod route;
mod stress;

use super::diagram::Diagram;

pub(super) use arrange::Layout;
pub(super) use route::{CROWD, Route, routes};

/// Finds a place for every shape and group.
pub(super) fn layout(diagram: &Diagram) -> Layout {
    arrange::arrange(diagram, &measure::sizes(diagram))
}

/// Draws the diagram.
pub(super) fn draw(diagram: &Diagram) -> String {
    let layout = layout(diagram);
    let routes = route::routes(diagram, &layout);
    paint::paint(diagram, &layout, &routes)
}
