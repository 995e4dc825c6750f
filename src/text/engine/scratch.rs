//! Memory for values in between, kept from batch to batch: what is asked of the system anew is also cleared anew.

/// Room for values, as much as was ever needed.
#[derive(Debug, Default)]
pub(super) struct Scratch(Vec<f32>);

impl Scratch {
    /// Room for so many values, to be written before they are read.
    pub(super) fn any(&mut self, count: usize) -> &mut [f32] {
        if self.0.len() < count {
            self.0.resize(count, 0.0);
        }
        &mut self.0[..count]
    }

    /// So many zeros.
    pub(super) fn zeros(&mut self, count: usize) -> &mut [f32] {
        let room = self.any(count);
        room.fill(0.0);
        room
    }
}
