//! Abbreviations that end in a period, for telling them from the ends of sentences.

/// Abbreviations that stand before a name or number, so that no sentence ends behind them.
const BEFORE_NAMES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Cmdr", "Sgt", "Adm", "Brig", "Gov", "Sen",
    "Sens", "Rep", "Reps", "Rev", "Hon", "Pres", "Amb", "Sec", "St", "Ste", "Ft", "Mt", "Messrs", "No", "Nos", "Art",
    "Vol", "vs", "v", "approx", "ca", "c", "cf", "e.g", "i.e", "Fig", "pp",
];

/// Abbreviations behind which a sentence may end or go on.
const ANYWHERE: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed",
    "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun", "Inc", "Corp", "Co", "Ltd", "Bros", "Jr", "Sr", "etc", "al", "a.m",
    "p.m", "Ph.D", "Ave", "Blvd", "Rd", "est", "dept", "Dept", "Univ", "Assn", "div", "min", "max", "Calif", "Fla",
    "Pa", "Va", "Md", "Mass", "Conn", "Ariz", "Colo", "Ill", "Ind", "Kan", "Ky", "La", "Mich", "Minn", "Miss", "Mo",
    "Mont", "Neb", "Nev", "Okla", "Ore", "Tenn", "Tex", "Vt", "Wash", "Wis", "Wyo",
];

/// Whether `word` (without its final period) stands before a name or number.
pub(super) fn precedes_name(word: &str) -> bool {
    BEFORE_NAMES.contains(&word) || is_initial(word)
}

/// Whether the period behind `word` belongs to it.
pub(super) fn takes_period(word: &str) -> bool {
    precedes_name(word) || ANYWHERE.contains(&word) || is_dotted(word)
}

/// A single capital letter: the "W" of "George W. Bush".
pub(super) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
}

/// Letters with periods between them: the "U.S" of "U.S.", "a.m" of "a.m.".
pub(super) fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            matches!((chars.next(), chars.next()), (Some(c), None) if c.is_alphabetic())
        })
}

/// Typographic quotation marks and dashes as ASCII.
pub(super) fn plain_mark(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '−' | '—' | '―' => '-',
        c => c,
    }
}
