//! A graph of about sixty nodes: what a month of news gives. The happenings are invented.

use super::samples::{Meeting, Sample};
use summitry::graph::Graph;
use summitry::vocabulary::{Mode, Status};

/// About sixty nodes: what a month of news gives.
pub fn graph() -> Graph {
    let mut sample = Sample::default();
    for (iso, name) in [
        ("US", "United States"),
        ("CN", "China"),
        ("RU", "Russia"),
        ("UA", "Ukraine"),
        ("FR", "France"),
        ("DE", "Germany"),
        ("GB", "United Kingdom"),
        ("TR", "Turkey"),
        ("SA", "Saudi Arabia"),
        ("IN", "India"),
        ("JP", "Japan"),
        ("BR", "Brazil"),
        ("CO", "Colombia"),
        ("KR", "South Korea"),
        ("IL", "Israel"),
        ("IR", "Iran"),
        ("EG", "Egypt"),
    ] {
        sample.country(iso, name);
    }
    for (name, role, of) in [
        ("Donald Trump", "President", "country:US"),
        ("Marco Rubio", "Secretary of State", "country:US"),
        ("Xi Jinping", "President", "country:CN"),
        ("Wang Yi", "foreign minister", "country:CN"),
        ("Vladimir Putin", "President", "country:RU"),
        ("Sergey Lavrov", "foreign minister", "country:RU"),
        ("Volodymyr Zelenskyy", "President", "country:UA"),
        ("Emmanuel Macron", "President", "country:FR"),
        ("Friedrich Merz", "Chancellor", "country:DE"),
        ("Keir Starmer", "Prime Minister", "country:GB"),
        ("Recep Tayyip Erdoğan", "President", "country:TR"),
        ("Mohammed bin Salman", "Crown Prince and Prime Minister", "country:SA"),
        ("Narendra Modi", "Prime Minister", "country:IN"),
        ("Sanae Takaichi", "Prime Minister", "country:JP"),
        ("Luiz Inácio Lula da Silva", "President", "country:BR"),
        ("Gustavo Petro", "President", "country:CO"),
        ("Lee Jae-myung", "President", "country:KR"),
        ("Benjamin Netanyahu", "Prime Minister", "country:IL"),
        ("Abdel Fattah el-Sisi", "President", "country:EG"),
        ("António Guterres", "Secretary-General", "United Nations"),
        ("Ursula von der Leyen", "President of the Commission", "European Union"),
        ("Mark Rutte", "Secretary General", "NATO"),
    ] {
        sample.leader(name, role, of);
    }
    let meetings = [
        Meeting {
            mode: Mode::Summit,
            status: Status::Happened,
            date: Some("2026-03-12"),
            place: Some("Anchorage"),
            host: Some("Donald Trump"),
            parties: &["Donald Trump", "Vladimir Putin"],
            topics: &["Conflict and peace", "Arms control"],
            articles: 9,
        },
        Meeting {
            mode: Mode::Meeting,
            status: Status::Happened,
            date: Some("2026-03-18"),
            place: Some("White House"),
            host: Some("Donald Trump"),
            parties: &[
                "Donald Trump",
                "Volodymyr Zelenskyy",
                "Emmanuel Macron",
                "Friedrich Merz",
                "Keir Starmer",
                "Ursula von der Leyen",
                "Mark Rutte",
            ],
            topics: &["Conflict and peace", "Defence"],
            articles: 8,
        },
        Meeting {
            mode: Mode::Visit,
            status: Status::Planned,
            date: Some("2026-04"),
            place: Some("Beijing"),
            host: Some("Xi Jinping"),
            parties: &["Donald Trump", "Xi Jinping"],
            topics: &["Trade", "Technology"],
            articles: 7,
        },
        Meeting {
            mode: Mode::Call,
            status: Status::Happened,
            date: Some("2026-03-09"),
            place: None,
            host: None,
            parties: &["Donald Trump", "Xi Jinping"],
            topics: &["Trade"],
            articles: 3,
        },
        Meeting {
            mode: Mode::Talks,
            status: Status::Ongoing,
            date: Some("2026-03-20"),
            place: Some("Istanbul"),
            host: Some("Recep Tayyip Erdoğan"),
            parties: &["country:RU", "country:UA", "Recep Tayyip Erdoğan"],
            topics: &["Conflict and peace"],
            articles: 5,
        },
        Meeting {
            mode: Mode::Visit,
            status: Status::Happened,
            date: Some("2026-03-03"),
            place: Some("New Delhi"),
            host: Some("Narendra Modi"),
            parties: &["Vladimir Putin", "Narendra Modi"],
            topics: &["Energy", "Defence"],
            articles: 4,
        },
        Meeting {
            mode: Mode::Summit,
            status: Status::Planned,
            date: Some("2026-06-14"),
            place: Some("Évian"),
            host: Some("Emmanuel Macron"),
            parties: &[
                "Emmanuel Macron",
                "Friedrich Merz",
                "Keir Starmer",
                "Donald Trump",
                "Sanae Takaichi",
                "Ursula von der Leyen",
            ],
            topics: &["Macroeconomy", "Energy", "Environment"],
            articles: 4,
        },
        Meeting {
            mode: Mode::Meeting,
            status: Status::Possible,
            date: None,
            place: Some("Riyadh"),
            host: Some("Mohammed bin Salman"),
            parties: &["Vladimir Putin", "Volodymyr Zelenskyy"],
            topics: &["Conflict and peace"],
            articles: 3,
        },
        Meeting {
            mode: Mode::Visit,
            status: Status::Cancelled,
            date: Some("2026-03-25"),
            place: Some("Washington, D.C."),
            host: Some("Donald Trump"),
            parties: &["Donald Trump", "Luiz Inácio Lula da Silva"],
            topics: &["Trade"],
            articles: 2,
        },
        Meeting {
            mode: Mode::Meeting,
            status: Status::Happened,
            date: Some("2026-03-05"),
            place: Some("Seoul"),
            host: Some("Lee Jae-myung"),
            parties: &["Sanae Takaichi", "Lee Jae-myung"],
            topics: &["Technology", "Defence"],
            articles: 2,
        },
        Meeting {
            mode: Mode::Meeting,
            status: Status::Happened,
            date: Some("2026-03-11"),
            place: Some("Jerusalem"),
            host: Some("Benjamin Netanyahu"),
            parties: &["Marco Rubio", "Benjamin Netanyahu"],
            topics: &["Conflict and peace", "Aid and development"],
            articles: 3,
        },
        Meeting {
            mode: Mode::Mediation,
            status: Status::Happened,
            date: Some("2026-03-15"),
            place: Some("Cairo"),
            host: Some("Abdel Fattah el-Sisi"),
            parties: &["country:IL", "Hamas", "Abdel Fattah el-Sisi"],
            topics: &["Conflict and peace"],
            articles: 3,
        },
        Meeting {
            mode: Mode::Visit,
            status: Status::Planned,
            date: Some("2026-04-02"),
            place: Some("White House"),
            host: Some("Donald Trump"),
            parties: &["Donald Trump", "Gustavo Petro"],
            topics: &["Drugs", "Trade"],
            articles: 3,
        },
        Meeting {
            mode: Mode::Talks,
            status: Status::Denied,
            date: None,
            place: Some("Muscat"),
            host: None,
            parties: &["country:IR", "Marco Rubio"],
            topics: &["Arms control"],
            articles: 2,
        },
    ];
    for meeting in &meetings {
        sample.meeting(meeting);
    }
    for (from, kind, to, event, status, articles) in [
        ("country:RU", "assaults", "country:UA", "ASSAULT", Status::Happened, 6),
        ("European Union", "sanctions", "country:RU", "SANCTION", Status::Happened, 4),
        ("country:US", "sanctions", "country:IR", "SANCTION", Status::Happened, 3),
        ("country:DE", "aids", "country:UA", "AID", Status::Happened, 4),
        ("NATO", "supports", "country:UA", "SUPPORT", Status::Happened, 3),
        ("Sergey Lavrov", "accuses", "NATO", "ACCUSE", Status::Happened, 2),
        ("country:IL", "assaults", "country:IR", "ASSAULT", Status::Possible, 2),
        ("Wang Yi", "rejects", "country:US", "REJECT", Status::Happened, 2),
        ("António Guterres", "requests", "country:IL", "REQUEST", Status::Happened, 2),
        ("Emmanuel Macron", "supports", "Volodymyr Zelenskyy", "SUPPORT", Status::Happened, 2),
        ("country:US", "threatens", "country:BR", "THREATEN", Status::Happened, 2),
        ("country:CN", "cooperates_with", "country:BR", "COOPERATE", Status::Ongoing, 2),
        ("country:IN", "agrees_with", "European Union", "AGREE", Status::Planned, 2),
        ("Keir Starmer", "meets", "Narendra Modi", "CONSULT", Status::Happened, 2),
        ("country:JP", "aids", "country:UA", "AID", Status::Planned, 1),
        ("Hamas", "accuses", "country:IL", "ACCUSE", Status::Happened, 2),
        ("country:TR", "mobilizes", "country:IL", "MOBILIZE", Status::Denied, 1),
        ("Mohammed bin Salman", "visits", "country:EG", "CONSULT", Status::Planned, 1),
        ("country:CO", "accuses", "country:US", "ACCUSE", Status::Happened, 1),
    ] {
        sample.tie(from, kind, to, event, status, articles);
    }
    sample.cooperates_on("country:CN", &["Energy", "Agriculture"], Status::Happened);
    sample.cooperates_on("country:BR", &["Energy", "Agriculture"], Status::Happened);
    sample.cooperates_on("country:JP", &["Technology"], Status::Planned);
    sample.cooperates_on("country:KR", &["Technology"], Status::Planned);
    sample.cooperates_on("country:IN", &["Trade"], Status::Planned);
    sample.cooperates_on("European Union", &["Trade"], Status::Planned);
    sample.finish()
}
