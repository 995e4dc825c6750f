//! The colours: a soft tint for each country, three tones for what ties mean.
//!
//! All inks have a contrast of at least 4.5 : 1 on their fills (WCAG 2 AA); a test computes it.

/// The colours of a country, or of a kind of shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tint {
    /// Background.
    pub fill: &'static str,
    /// Borders and lines.
    pub line: &'static str,
    /// Text.
    pub ink: &'static str,
}

/// What a tie means for its parties, by PLOVER's division of its event types into cooperation and conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tone {
    /// Parties come together or help each other.
    Cooperation,
    /// One works or speaks against the other.
    Conflict,
    /// Neither, or not known.
    Neutral,
}

impl Tone {
    /// The tone of an event type of the schema. Types that a user added are neutral.
    pub fn of_event(kind: &str) -> Self {
        match kind {
            "CONSULT" | "AGREE" | "SUPPORT" | "CONCEDE" | "COOPERATE" | "AID" | "RETREAT" => Self::Cooperation,
            "REJECT" | "ACCUSE" | "THREATEN" | "PROTEST" | "SANCTION" | "MOBILIZE" | "COERCE" | "ASSAULT" => {
                Self::Conflict
            }
            _ => Self::Neutral,
        }
    }

    /// Its colour on white.
    pub const fn ink(self) -> &'static str {
        match self {
            Self::Cooperation => "#1F5FA8",
            Self::Conflict => "#B4480A",
            Self::Neutral => "#566070",
        }
    }
}

/// Text on white.
pub const INK: &str = "#1F2733";
/// Lesser text on white.
pub const GREY: &str = "#5A6472";
/// Lines and text of what was cancelled or denied.
pub const FADED: &str = "#6F7682";
/// The opacity of faint lines: strong ones stand out from them, and still they reach the 3 : 1 on the page that WCAG 2
/// asks of graphics.
pub const FAINT: f64 = 0.7;
/// The page.
pub const PAPER: &str = "#FFFFFF";

/// Meetings.
pub const MEETING: Tint = Tint { fill: "#FFF4CF", line: "#C4951A", ink: "#5B4300" };
/// Meetings that were cancelled or denied.
pub const CANCELLED: Tint = Tint { fill: "#F3F4F6", line: "#9AA1AB", ink: "#5F6773" };
/// Organizations.
pub const ORGANIZATION: Tint = Tint { fill: "#E7EBF1", line: "#6B7A90", ink: "#2C3A4E" };
/// Policy areas.
pub const AREA: Tint = Tint { fill: "#FBFBF7", line: "#A5A695", ink: "#55563F" };
/// People without a country, and places.
pub const OTHER: Tint = Tint { fill: "#F7F7F8", line: "#8A919C", ink: "#3A424E" };

/// The countries' tints.
const COUNTRIES: [Tint; 12] = [
    Tint { fill: "#EAF1FB", line: "#3B6FB6", ink: "#1F3F6E" },
    Tint { fill: "#FCECEC", line: "#B04F4D", ink: "#702725" },
    Tint { fill: "#E9F5EC", line: "#33794A", ink: "#1C4E2F" },
    Tint { fill: "#F2EDFA", line: "#7A5BB5", ink: "#452F73" },
    Tint { fill: "#FDF0E4", line: "#A35C17", ink: "#6B3C0E" },
    Tint { fill: "#E4F4F4", line: "#247878", ink: "#105050" },
    Tint { fill: "#FBEBF4", line: "#AE4B85", ink: "#6B2550" },
    Tint { fill: "#F2F4DF", line: "#6B7020", ink: "#474A10" },
    Tint { fill: "#ECEDFB", line: "#5560B8", ink: "#2C3373" },
    Tint { fill: "#F5EEE7", line: "#876340", ink: "#513921" },
    Tint { fill: "#E4F2FA", line: "#256F93", ink: "#124B66" },
    Tint { fill: "#F6EAF7", line: "#8F4A97", ink: "#552A5B" },
];

/// The colours of what has no country, by name.
const NAMED: [(&str, Tint); 5] =
    [("meeting", MEETING), ("cancelled", CANCELLED), ("organization", ORGANIZATION), ("area", AREA), ("other", OTHER)];

/// All tints with their names: "meeting", …, "country-0", ….
pub fn all() -> impl Iterator<Item = (String, Tint)> {
    let countries = COUNTRIES.into_iter().enumerate().map(|(at, tint)| (format!("country-{at}"), tint));
    NAMED.into_iter().map(|(name, tint)| (name.to_owned(), tint)).chain(countries)
}

/// The name of a tint, under which [`all`] lists it.
pub fn name(tint: &Tint) -> String {
    all().find(|(_, known)| known == tint).map_or_else(|| "other".to_owned(), |(name, _)| name)
}

/// The same colours for a dark page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DarkTint {
    /// Background.
    pub fill: String,
    /// Borders and lines.
    pub line: String,
    /// Text.
    pub ink: String,
}

/// The page, when it is dark.
pub const DARK_PAPER: &str = "#14181F";
/// Text on a dark page.
pub const DARK_INK: &str = "#E4E8EE";
/// Lesser text on a dark page.
pub const DARK_GREY: &str = "#A3ADBA";

/// A tint for a dark page: its line mixed into the page as background, and towards white as line and text.
pub fn dark(tint: &Tint) -> DarkTint {
    DarkTint {
        fill: mix(tint.line, DARK_PAPER, 26),
        line: mix(tint.line, "#FFFFFF", 66),
        ink: mix(tint.line, "#FFFFFF", 34),
    }
}

impl Tone {
    /// Its colour on a dark page.
    pub const fn dark_ink(self) -> &'static str {
        match self {
            Self::Cooperation => "#74B4F0",
            Self::Conflict => "#F2A065",
            Self::Neutral => "#A3ADBA",
        }
    }
}

/// Lines and text of what was cancelled or denied, on a dark page.
const DARK_FADED: &str = "#98A1AD";

/// A style sheet that shows pictures of these colours by night, where a browser asks for it. Each colour has one
/// counterpart, whatever it paints, so that what can be told apart by day can be told apart by night.
pub fn night() -> String {
    let mut colours: Vec<(&str, String)> = Vec::new();
    let mut add = |light: &'static str, dark: String| {
        if !colours.iter().any(|(known, _)| *known == light) {
            colours.push((light, dark));
        }
    };
    for (light, dark) in [(PAPER, DARK_PAPER), (INK, DARK_INK), (GREY, DARK_GREY), (FADED, DARK_FADED)] {
        add(light, dark.to_owned());
    }
    for tone in [Tone::Cooperation, Tone::Conflict, Tone::Neutral] {
        add(tone.ink(), tone.dark_ink().to_owned());
    }
    for (_, tint) in all() {
        let by_night = dark(&tint);
        add(tint.fill, by_night.fill);
        add(tint.line, by_night.line);
        add(tint.ink, by_night.ink);
    }
    let rule = |(light, dark): (&str, String)| {
        format!(
            "[fill=\"{light}\" i]{{fill:{dark}}}[stroke=\"{light}\" i]{{stroke:{dark}}}[stop-color=\"{light}\" i]{{stop-color:{dark}}}\n"
        )
    };
    let rules: String = colours.into_iter().map(rule).collect();
    format!("@media (prefers-color-scheme: dark) {{\n{rules}}}\n")
}

/// `percent` of one colour and the rest of another, both `#RRGGBB`.
fn mix(one: &str, other: &str, percent: u32) -> String {
    let channel = |colour: &str, at: usize| {
        colour.get(at..at + 2).and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or_default()
    };
    let mixed = |at| (channel(one, at) * percent + channel(other, at) * (100 - percent)) / 100;
    format!("#{:02X}{:02X}{:02X}", mixed(1), mixed(3), mixed(5))
}

/// Gives each country a tint: the same in every picture as far as possible, and no two alike before all are used.
///
/// `ids` are sorted and without duplicates; so are the tints returned, one an id.
pub fn tints(ids: &[&str]) -> Vec<Tint> {
    let mut used = [false; COUNTRIES.len()];
    ids.iter()
        .map(|id| {
            if used.iter().all(|used| *used) {
                used = [false; COUNTRIES.len()];
            }
            let start = id.bytes().fold(7_usize, |hash, byte| hash.wrapping_mul(31).wrapping_add(usize::from(byte)));
            let mut at = start % COUNTRIES.len();
            while used[at] {
                at = (at + 1) % COUNTRIES.len();
            }
            used[at] = true;
            COUNTRIES[at]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of `#RRGGBB` after WCAG 2.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a hex colour")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, two: &str) -> f64 {
        let (one, two) = (luminance(one), luminance(two));
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    #[test]
    fn text_can_be_read() {
        for tint in COUNTRIES {
            assert!(contrast(tint.line, PAPER) >= 4.5, "countries are white on {}", tint.line);
        }
        for tint in COUNTRIES.iter().chain([&MEETING, &CANCELLED, &ORGANIZATION, &AREA, &OTHER]) {
            assert!(contrast(tint.ink, tint.fill) >= 4.5, "{tint:?}");
            assert!(contrast(tint.ink, PAPER) >= 4.5, "{tint:?}");
        }
        let tones = [Tone::Cooperation, Tone::Conflict, Tone::Neutral].map(Tone::ink);
        for ink in tones.into_iter().chain([INK, GREY, FADED]) {
            assert!(contrast(ink, PAPER) >= 4.5, "{ink}");
        }
    }

    #[test]
    fn text_can_be_read_in_the_dark() {
        for (name, tint) in all() {
            let dark = dark(&tint);
            assert!(contrast(&dark.ink, &dark.fill) >= 4.5, "{name}: {dark:?}");
            assert!(contrast(&dark.ink, DARK_PAPER) >= 4.5, "{name}: {dark:?}");
            assert!(contrast(&dark.line, DARK_PAPER) >= 3.0, "{name}: {dark:?}");
            assert_eq!(super::name(&tint), name);
        }
        let tones = [Tone::Cooperation, Tone::Conflict, Tone::Neutral].map(Tone::dark_ink);
        for ink in tones.into_iter().chain([DARK_INK, DARK_GREY]) {
            assert!(contrast(ink, DARK_PAPER) >= 4.5, "{ink}");
        }
    }

    #[test]
    fn faint_lines_can_be_seen_by_day_and_by_night() {
        let faint = |ink: &str, paper: &str| mix(ink, paper, (FAINT * 100.0).round() as u32);
        for tone in [Tone::Cooperation, Tone::Conflict, Tone::Neutral] {
            assert!(contrast(&faint(tone.ink(), PAPER), PAPER) >= 3.0, "{tone:?}");
            assert!(contrast(&faint(tone.dark_ink(), DARK_PAPER), DARK_PAPER) >= 3.0, "{tone:?}");
        }
    }

    #[test]
    fn every_colour_has_its_counterpart_by_night() {
        let sheet = night();
        let inks = [PAPER, INK, GREY, FADED, Tone::Cooperation.ink(), Tone::Conflict.ink(), Tone::Neutral.ink()];
        let tints: Vec<Tint> = all().map(|(_, tint)| tint).collect();
        for colour in tints.iter().flat_map(|tint| [tint.fill, tint.line, tint.ink]).chain(inks) {
            assert_eq!(sheet.matches(&format!("[fill=\"{colour}\" i]")).count(), 1, "{colour}");
        }
        assert!(!sheet.contains(['<', '&']), "it stands in XML as it is");
    }

    #[test]
    fn countries_differ_until_the_tints_run_out() {
        let ids = ["country:BR", "country:CN", "country:CO", "country:DE", "country:FR", "country:US"];
        let given = tints(&ids);
        for (i, tint) in given.iter().enumerate() {
            assert!(!given[..i].contains(tint));
        }
        let many: Vec<String> = (0..40).map(|i| format!("country:{i}")).collect();
        assert_eq!(tints(&many.iter().map(String::as_str).collect::<Vec<_>>()).len(), 40);
    }
}
