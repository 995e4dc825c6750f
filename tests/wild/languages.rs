//! Other languages are left out and counted; English stays, however short it is and however many names it has.

use crate::Read;
use summitry::article::ReadOptions;

/// An item of news in two sentences, in many languages.
const OTHERS: [(&str, &str); 30] = [
    (
        "Spanish",
        "El presidente de Colombia se reunió el lunes con su homólogo de Brasil en Bogotá. Ambos firmaron un acuerdo sobre el comercio y la seguridad en la frontera.",
    ),
    (
        "French",
        "Le président de la République a reçu lundi le premier ministre du Japon à l’Élysée. Les deux dirigeants ont signé un accord sur le nucléaire et parlé de la guerre.",
    ),
    (
        "German",
        "Der Bundeskanzler hat am Montag die Ministerpräsidentin von Dänemark empfangen. Beide sprachen über den Krieg in der Ukraine und die Lage auf Grönland.",
    ),
    (
        "Portuguese",
        "O presidente recebeu na segunda-feira o primeiro-ministro da Índia em Brasília. Os dois assinaram acordos sobre energia e não falaram com a imprensa.",
    ),
    (
        "Italian",
        "Il presidente del Consiglio ha incontrato lunedì a Roma il cancelliere tedesco. I due hanno parlato di migrazione e della difesa comune, senza firmare accordi.",
    ),
    (
        "Dutch",
        "De minister-president heeft maandag in Den Haag de Franse president ontvangen. Zij spraken over de steun aan Oekraïne en over de grens met België.",
    ),
    (
        "Swedish",
        "Statsministern träffade på måndagen sin finländska kollega i Stockholm. De talade om försvaret och skrev under ett avtal som gäller från januari.",
    ),
    (
        "Danish",
        "Statsministeren mødtes mandag med Tysklands kansler i København. De talte om krigen i Ukraine og skrev under på en aftale om forsvar.",
    ),
    (
        "Norwegian",
        "Statsministeren møtte mandag den svenske kollegaen i Oslo. De snakket om krigen i Ukraina og ble enige om en ny avtale som skal gjelde fra høsten.",
    ),
    (
        "Finnish",
        "Presidentti tapasi maanantaina Viron pääministerin Helsingissä. He keskustelivat sodasta ja allekirjoittivat sopimuksen, joka on voimassa ensi vuoden alusta.",
    ),
    (
        "Polish",
        "Prezydent spotkał się w poniedziałek w Warszawie z kanclerzem Niemiec. Rozmawiali o wojnie na Ukrainie oraz o umowie, która nie została jeszcze podpisana.",
    ),
    (
        "Czech",
        "Prezident se v pondělí v Praze setkal s rakouským kancléřem. Hovořili spolu o válce na Ukrajině a podle mluvčího také o nové dohodě, která je připravena.",
    ),
    (
        "Hungarian",
        "A miniszterelnök hétfőn Budapesten találkozott a szerb elnökkel. A két vezető az energiáról tárgyalt, és nem írtak alá új megállapodást, hogy időt nyerjenek.",
    ),
    (
        "Romanian",
        "Președintele s-a întâlnit luni la București cu premierul Republicii Moldova. Cei doi au discutat despre securitate și au semnat un acord care intră în vigoare din mai.",
    ),
    (
        "Turkish",
        "Cumhurbaşkanı pazartesi günü Ankara’da Azerbaycan cumhurbaşkanı ile bir araya geldi. İki lider enerji ve savunma için yeni bir anlaşma imzaladı.",
    ),
    (
        "Indonesian",
        "Presiden bertemu dengan perdana menteri Jepang di Jakarta pada hari Senin. Mereka menandatangani perjanjian yang akan berlaku dari tahun ini dan tidak dapat diubah.",
    ),
    (
        "Vietnamese",
        "Chủ tịch nước đã gặp thủ tướng Nhật Bản tại Hà Nội hôm thứ Hai. Hai bên ký các thỏa thuận về thương mại và không trả lời báo chí.",
    ),
    (
        "Catalan",
        "El president es va reunir dilluns amb la ministra a Barcelona. Els dos van parlar del finançament però no van signar cap acord més enllà d’aquest.",
    ),
    (
        "Croatian",
        "Predsjednik se u ponedjeljak sastao s premijerom u Zagrebu. Razgovarali su o proračunu i sporazumu koji nije potpisan, kako je rekao za medije.",
    ),
    (
        "Swahili",
        "Rais alikutana na waziri mkuu wa Uganda mjini Nairobi siku ya Jumatatu. Viongozi hao walizungumza kuhusu biashara na usalama katika eneo la mpaka.",
    ),
    (
        "Tagalog",
        "Nakipagpulong ang pangulo sa punong ministro ng Hapon sa Maynila noong Lunes. Pinag-usapan ng mga pinuno ang kalakalan at ang seguridad sa dagat.",
    ),
    (
        "Russian",
        "Президент встретился в понедельник с премьер-министром Индии в Москве. Стороны подписали соглашения о торговле.",
    ),
    (
        "Ukrainian",
        "Президент зустрівся в понеділок із канцлером Німеччини в Києві. Вони говорили про оборону та підписали угоду.",
    ),
    (
        "Greek",
        "Ο πρωθυπουργός συναντήθηκε τη Δευτέρα με τον πρόεδρο της Κύπρου στην Αθήνα. Συζήτησαν για την ενέργεια.",
    ),
    ("Arabic", "التقى الرئيس يوم الاثنين رئيس وزراء الهند في القاهرة. ووقع الجانبان اتفاقا بشأن التجارة والأمن."),
    ("Hebrew", "ראש הממשלה נפגש ביום שני עם נשיא צרפת בירושלים. השניים דיברו על הביטחון באזור ועל הסכם חדש."),
    ("Hindi", "प्रधानमंत्री ने सोमवार को नई दिल्ली में जापान के प्रधानमंत्री से मुलाकात की। दोनों नेताओं ने व्यापार पर बात की।"),
    ("Chinese", "国家主席星期一在北京会见了巴西总统。双方签署了关于贸易和能源的协议，并将于下月再次会晤。"),
    ("Japanese", "首相は月曜日、東京でインドの首相と会談した。両首脳は貿易と安全保障に関する協定に署名した。"),
    ("Korean", "대통령은 월요일 서울에서 일본 총리를 만났다. 두 정상은 무역과 안보에 관한 협정에 서명했다."),
];

const ENGLISH: [&str; 8] = [
    "Presidents Luiz Inácio Lula da Silva and Gustavo Petro meet in São Paulo.",
    "Giorgia Meloni, Emmanuel Macron, Friedrich Merz, Keir Starmer, Donald Tusk, Pedro Sánchez, Ulf Kristersson, Mette Frederiksen.",
    "Asif Ali Zardari, Anwaar-ul-Haq Kakar and Ebrahim Raisi open Gabd–Polan line; Abdul Rahman al-Rashid absent.",
    "Partido Revolucionario Institucional wins in Coahuila. Movimiento Ciudadano second, Morena third.",
    "The slogan was “no pasarán”, and “que se vayan todos” was heard as well.",
    "Marine Le Pen of the Rassemblement national visits Mayotte with Jordan Bardella.",
    "習近平 (Xi Jinping) and 李在明 (Lee Jae-myung) hold talks in Gyeongju.",
    "Tariffs: 25%. Steel, aluminium, copper, cars, timber.",
];

#[test]
fn other_languages_are_left_out() {
    let mut missed = Vec::new();
    for (language, text) in OTHERS {
        let read = Read::of("a.txt", text);
        assert!(read.problems.is_empty(), "{language}: {:?}", read.problems);
        assert_eq!(read.articles.len() + read.left_out.other_language(), 1);
        if read.left_out.other_language() == 0 {
            missed.push(language);
        }
        let options = ReadOptions { any_language: true, ..ReadOptions::default() };
        assert_eq!(Read::with("a.txt", text, &options).articles.len(), 1, "{language}");
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn english_stays() {
    for text in ENGLISH {
        assert_eq!(Read::of("a.txt", text).articles.len(), 1, "{text}");
    }
}

#[test]
fn a_page_in_two_languages_stays() {
    let (_, spanish) = OTHERS[0];
    let english = "The president of Colombia met his counterpart from Brazil in Bogotá on Monday. Both signed an agreement on trade and on the security of the border.";
    assert_eq!(Read::of("a.txt", format!("{english}\n\n{spanish}\n")).articles.len(), 1);
}
