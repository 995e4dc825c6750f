//! What the engine says about a sentence: tags, features, heads and labels of words, and the spans of names.
//!
//! Strings are those of the embedded model and live as long as the program; a word is known by its position.

use std::fmt;
use std::str::FromStr;

/// The analysis of one sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// One entry a word of the input, in its order.
    pub words: Vec<AnalyzedWord>,
    /// Names, in order, never overlapping.
    pub names: Vec<NameSpan>,
}

/// What is known of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnalyzedWord {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag: `NNP`, `VBD`, …
    pub xpos: &'static str,
    /// Morphological features.
    pub feats: Feats,
    /// Position of the head in the sentence; `None` for the root. A sentence that is not empty has exactly one.
    pub head: Option<usize>,
    /// Universal relation with its subtype: `nsubj:pass`, `obl`, …
    pub deprel: &'static str,
}

impl AnalyzedWord {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn relation(&self) -> &'static str {
        self.deprel.split_once(':').map_or(self.deprel, |(relation, _)| relation)
    }
}

/// A name: words `start..end`, what kind of thing bears it, and how sure the engine is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NameSpan {
    /// Position of the first word.
    pub start: usize,
    /// Position after the last word.
    pub end: usize,
    /// Kind of what is named.
    pub kind: NameKind,
    /// Mean probability of the words' tags, 0 to 1.
    pub score: f32,
}

/// Kinds of names that the engine tells apart; the knowledge base settles the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person, without titles.
    Person,
    /// An organization, party, company, body.
    Organization,
    /// A place: country, city, region, building.
    Location,
    /// An adjective or noun of a nation or region: `Iranian`, `Swedes`.
    Nationality,
    /// Any other name: an event, treaty, work, product.
    Other,
}

impl NameKind {
    /// The kind's short name, as in the model's tags.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organization => "ORG",
            Self::Location => "LOC",
            Self::Nationality => "NORP",
            Self::Other => "MISC",
        }
    }

    pub(super) const ALL: [Self; 5] =
        [Self::Person, Self::Organization, Self::Location, Self::Nationality, Self::Other];
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Morphological features in CoNLL-U form: `Mood=Ind|Tense=Past|VerbForm=Fin`, or `_` for none.
///
/// ```
/// # use summitry::text::engine::Feats;
/// let feats = Feats::new("Tense=Past|VerbForm=Part|Voice=Pass");
/// assert_eq!(feats.get("Voice"), Some("Pass"));
/// assert_eq!(feats.get("Number"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Feats(&'static str);

impl Feats {
    /// Features from their CoNLL-U form.
    pub const fn new(feats: &'static str) -> Self {
        Self(feats)
    }

    /// The value of a feature.
    pub fn get(self, name: &str) -> Option<&'static str> {
        self.0.split('|').find_map(|feat| feat.strip_prefix(name)?.strip_prefix('='))
    }

    /// The CoNLL-U form.
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Feats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

macro_rules! upos {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// The seventeen universal parts of speech.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Upos {
            $($(#[$doc])* $variant,)*
        }

        impl Upos {
            /// The tag as in CoNLL-U.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        impl FromStr for Upos {
            type Err = UnknownUpos;

            fn from_str(tag: &str) -> Result<Self, UnknownUpos> {
                match tag {
                    $($name => Ok(Self::$variant),)*
                    _ => Err(UnknownUpos),
                }
            }
        }
    };
}

upos! {
    /// Adjective.
    Adj = "ADJ",
    /// Preposition or postposition.
    Adp = "ADP",
    /// Adverb.
    Adv = "ADV",
    /// Auxiliary, also the copula.
    Aux = "AUX",
    /// Coordinating conjunction.
    Cconj = "CCONJ",
    /// Determiner.
    Det = "DET",
    /// Interjection.
    Intj = "INTJ",
    /// Noun.
    Noun = "NOUN",
    /// Numeral.
    Num = "NUM",
    /// Particle.
    Part = "PART",
    /// Pronoun.
    Pron = "PRON",
    /// Proper noun.
    Propn = "PROPN",
    /// Punctuation.
    Punct = "PUNCT",
    /// Subordinating conjunction.
    Sconj = "SCONJ",
    /// Symbol.
    Sym = "SYM",
    /// Verb.
    Verb = "VERB",
    /// Anything else.
    X = "X",
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A string that is no universal part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a universal part of speech")]
pub struct UnknownUpos;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_round_trip() {
        for tag in ["ADJ", "PROPN", "VERB", "X"] {
            assert_eq!(tag.parse::<Upos>().unwrap().as_str(), tag);
        }
        assert_eq!("adj".parse::<Upos>(), Err(UnknownUpos));
    }

    #[test]
    fn features_are_found_by_their_whole_name() {
        let feats = Feats::new("PronType=Prs|Number=Sing");
        assert_eq!(feats.get("Number"), Some("Sing"));
        assert_eq!(feats.get("Pron"), None);
        assert_eq!(Feats::new("_").get("_"), None);
    }
}
