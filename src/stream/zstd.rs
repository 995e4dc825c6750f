//! The frames of a zstd file → their content (RFC 8878), checksums compared.

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, Read};

/// The frames, one after the other. The decoder keeps one window, at most 128 MB; larger ones are refused.
pub(super) struct Frames<R: BufRead> {
    pub source: R,
    decoder: FrameDecoder,
    in_frame: bool,
    /// What ended the frame; it is told when all that was decoded before it is given out.
    failure: Option<io::Error>,
}

impl<R: BufRead> Frames<R> {
    pub fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), in_frame: false, failure: None }
    }

    /// Begins the next frame that has content; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let skipped = io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?;
                    if skipped < u64::from(length) {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// Decodes a block more.
    fn decode(&mut self) {
        let block = BlockDecodingStrategy::UptoBlocks(1);
        let Err(error) = self.decoder.decode_blocks(&mut self.source, block) else { return };
        self.failure = Some(io::Error::other(error));
        // The decoder holds a window of content back until its frame ends. This ends it: a last block of no bytes, and room for a
        // checksum.
        let last = BlockDecodingStrategy::UptoBlocks(1);
        let _ = self.decoder.decode_blocks(&b"\x01\0\0\0\0\0\0"[..], last);
    }

    fn compare_checksums(&self) -> io::Result<()> {
        match self.decoder.get_checksum_from_data() {
            Some(written) if Some(written) != self.decoder.get_calculated_checksum() => {
                Err(io::Error::other("the checksum is another"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if target.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.in_frame {
                if !self.begin()? {
                    return Ok(0);
                }
                self.in_frame = true;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() && self.failure.is_none() {
                self.decode();
            }
            let read = self.decoder.read(target)?;
            if read > 0 {
                return Ok(read);
            }
            if let Some(failure) = self.failure.take() {
                return Err(failure);
            }
            self.compare_checksums()?;
            self.in_frame = false;
        }
    }
}
