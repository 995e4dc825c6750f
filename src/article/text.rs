//! Plain text → draft: title line, headings, list items and paragraphs kept apart, hard wraps undone.
//!
//! Also reads the `text` field of JSON records, whose newlines always separate blocks.

use super::dateline::dateline;
use super::draft::{Draft, Header, Piece, Role};
use super::header::metadata_line;
use super::lines::{Line, lines, unwrapped_lines};
use super::model::BlockKind;
use super::shape::{item_marker, looks_like_heading, looks_like_title};

/// Reads a plain text.
pub(super) fn read_text(text: &str) -> Draft {
    classify(unwrapped_lines(text), None)
}

/// Reads a plain text for its words alone: every line is a paragraph, and nothing is taken for a title, marker or byline.
pub(super) fn read_lines(text: &str) -> Draft {
    let pieces = unwrapped_lines(text).iter().filter_map(|line| Piece::new(BlockKind::Paragraph, &line.text)).collect();
    Draft { pieces, ..Draft::default() }
}

/// Reads a text whose newlines separate blocks, under the title that its record gives.
pub(super) fn read_record_text(text: &str, title: Option<&str>) -> Draft {
    classify(lines(text), title)
}

/// Takes the metadata lines at the top of a text, and its dateline, out of the pieces that other formats found.
///
/// Metadata lines stand before the first running text; what they say is returned.
pub(super) fn read_head(pieces: &mut [Piece]) -> Header {
    let mut header = Header::default();
    for piece in pieces {
        let Role::Block(kind) = piece.role else { continue };
        if let Some(line) = metadata_line(&piece.text) {
            piece.role = Role::Metadata;
            header.complete_with(line);
        } else if kind == BlockKind::Paragraph {
            if let Some(found) = dateline(&piece.text) {
                piece.skip = found.length;
                header.complete_with(found.header);
            }
            break;
        }
    }
    header
}

fn classify(lines: Vec<Line>, title: Option<&str>) -> Draft {
    let mut draft = Draft { title: title.map(str::to_owned), ..Draft::default() };
    let mut header = Header::default();
    let mut in_head = true;
    let mut title_open = title.is_none();
    for (index, line) in lines.iter().enumerate() {
        let next = lines.get(index + 1);
        let mut role = Role::Block(kind_of(line, next));
        let mut skip = item_marker(&line.text).unwrap_or(0);
        if in_head {
            if let Some(found) = metadata_line(&line.text) {
                header.complete_with(found);
                role = Role::Metadata;
            } else if std::mem::take(&mut title_open) && is_title(line, &lines[index + 1..]) {
                draft.title = Some(line.text.clone());
                role = Role::Block(BlockKind::Title);
            } else if role == Role::Block(BlockKind::Paragraph) && !is_same_title(title, line) {
                in_head = false;
                if let Some(found) = dateline(&line.text) {
                    skip = found.length;
                    header.complete_with(found.header);
                }
            }
        }
        draft.pieces.push(Piece { role, text: line.text.clone(), skip });
    }
    draft.complete_with(header);
    draft
}

fn kind_of(line: &Line, next: Option<&Line>) -> BlockKind {
    if item_marker(&line.text).is_some() {
        BlockKind::Item
    } else if looks_like_heading(&line.text, next.map(|next| next.text.as_str())) {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}

/// Whether the line is the title, metadata lines after it aside.
fn is_title(line: &Line, rest: &[Line]) -> bool {
    if item_marker(&line.text).is_some() || dateline(&line.text).is_some() {
        return false;
    }
    let skipped = rest.iter().take_while(|next| metadata_line(&next.text).is_some()).count();
    let next = rest.get(skipped).map(|next| next.text.as_str());
    looks_like_title(&line.text, line.blank_follows || skipped > 0, next)
}

fn is_same_title(title: Option<&str>, line: &Line) -> bool {
    title.is_some_and(|title| super::draft::same_line(title, &line.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use jiff::civil::date;

    fn read(text: &str) -> Article {
        read_text(text).into_article("a".into(), None).unwrap()
    }

    fn blocks(article: &Article) -> Vec<(BlockKind, &str)> {
        article.blocks.iter().map(|block| (block.kind, block.span.of(&article.text))).collect()
    }

    #[test]
    fn title_headings_items_paragraphs() {
        let article = read(
            "Xi and Trump meet\n\nThe presidents met in Busan on Thursday.\n\nWhat was agreed\n\
             The two sides agreed on three things.\n\n- Lower tariffs.\n- More soybeans.\n",
        );
        assert_eq!(article.title.as_deref(), Some("Xi and Trump meet"));
        assert_eq!(
            blocks(&article),
            [
                (BlockKind::Title, "Xi and Trump meet"),
                (BlockKind::Paragraph, "The presidents met in Busan on Thursday."),
                (BlockKind::Heading, "What was agreed"),
                (BlockKind::Paragraph, "The two sides agreed on three things."),
                (BlockKind::Item, "Lower tariffs."),
                (BlockKind::Item, "More soybeans."),
            ]
        );
    }

    #[test]
    fn metadata_lines_are_read_and_not_paragraphs() {
        let article = read(
            "Petro to visit Washington\nBy Ana Ruiz\nPublished: 3 November 2025\nSource: Andes Daily\n\n\
             Colombia's president will travel next week.",
        );
        assert_eq!(article.title.as_deref(), Some("Petro to visit Washington"));
        assert_eq!((article.date, article.source.as_deref()), (Some(date(2025, 11, 3)), Some("Andes Daily")));
        assert_eq!(article.blocks.len(), 2);
        assert!(article.text.contains("\nBy Ana Ruiz\n"), "the lines stay in the text");
    }

    #[test]
    fn a_date_line_above_the_title_does_not_displace_it() {
        let article = read("Monday, May 4, 2026\n\nLeaders meet in Yerevan\n\nThe leaders met on Monday.");
        assert!(article.text.starts_with("Leaders meet in Yerevan\n"), "{}", article.text);
        assert_eq!(article.date, Some(date(2026, 5, 4)));
    }

    #[test]
    fn a_dateline_gives_date_and_source_and_stays() {
        let article = read("BOGOTÁ, Nov 3, 2025 (Agency) — President Petro said on Monday he would travel.");
        assert_eq!((article.date, article.source.as_deref()), (Some(date(2025, 11, 3)), Some("Agency")));
        assert_eq!(article.title, None);
        assert!(article.text.starts_with("BOGOTÁ"));
        assert!(article.blocks[0].span.of(&article.text).starts_with("President Petro"), "sentences start after it");
    }

    #[test]
    fn one_line_is_a_paragraph() {
        let article = read("Macron met Scholz in Berlin");
        assert_eq!(blocks(&article), [(BlockKind::Paragraph, "Macron met Scholz in Berlin")]);
    }

    #[test]
    fn a_later_date_line_is_text() {
        let article = read("Talks\n\nThe leaders met in Geneva for a day of talks.\n\n3 May 2025\n\nThey left.");
        assert_eq!(article.date, None);
        assert_eq!(article.blocks.len(), 4);
    }

    #[test]
    fn a_record_keeps_its_lines() {
        let draft = read_record_text("One two\nthree four\n\nFive.", Some("Title"));
        assert_eq!(draft.into_article("a".into(), None).unwrap().text, "Title\nOne two\nthree four\nFive.");
    }
}
