//! [`Diagram`] → SVG without Graphviz: the built-in renderer, for machines where nothing else is installed.
//!
//! diagram → [`measure`]: how large each shape is → [`arrange`]: where it stands → [`route`]: how lines run and where
//! their labels fit → [`paint`]: SVG. Nothing in it depends on the platform: only additions, multiplications and
//! square roots, so that the same diagram gives the same bytes everywhere.

mod arrange;
mod geometry;
mod measure;
mod paint;
mod route;
mod stress;

use super::diagram::Diagram;

/// Draws the diagram.
pub(super) fn draw(diagram: &Diagram) -> String {
    let sizes = measure::sizes(diagram);
    let layout = arrange::arrange(diagram, &sizes);
    let routes = route::routes(diagram, &layout);
    paint::paint(diagram, &layout, &routes)
}
