//! Insults at people stop where rule CLR303 is on; clowns, crooks and useless lifts that merely stand near people pass.

use std::sync::LazyLock;

use purdah::guard::policy::RuleSetting;
use purdah::guard::{Choice, Decision, Rulebook};

use crate::swearing::faults;
use crate::town;

fn book() -> &'static Rulebook {
    static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
        let mut choice = Choice::default();
        choice.rules.insert("CLR303".to_owned(), RuleSetting::Flat(Decision::Hold));
        town::wrenbury_under(&choice)
    });
    &BOOK
}

const AIMED: &[&str] = &[
    "John Smith is an idiot",
    "What a clown our Leader is",
    "Our Leader is a clown.",
    "useless councillors",
    "muppets at the Town Hall",
    "Those idiots in highways",
    "Whoever designed this junction is a moron",
    "You lot are thick",
    "The planning officer is a liar",
    "Planning department full of crooks",
    "This council is run by clowns",
    "Bunch of idiots the lot of them",
    "Our chief executive is clueless",
    "The head of planning is a disgrace",
    "The residents of Mill Court are scum",
    "These people are vermin",
    "She's thick",
    "He's a joke",
    "Asha Patel couldn't organise a raffle",
    "What a joke of a councillor",
    "Shut up, you fool",
    "John Smith, you muppet",
    "John Smith the numpty",
    "That muppet John Smith",
    "incompetent officers",
    "Sack the useless lot",
    "The deputy mayor is two-faced",
    "Liar liar, Cllr Marsh",
    "Karen from Ferry is a nutter",
    "that woman is a liar",
    "Pathetic excuse for a leader",
    "That bus driver is an idiot.",
    "The librarian is an idiot.",
    "Our contractor is a clown.",
    "The caretaker at Mill Primary is a liar.",
    "Those binmen are useless and the drivers are morons.",
];

const INNOCENT: &[&str] = &[
    "The Muppets film night: all welcome with the mayor.",
    "Muppet Christmas Carol screening, then meet the officers.",
    "The mayor met a circus clown at the fair.",
    "Clown workshop for staff",
    "Coco the Clown meets residents at the library",
    "An Idiot's Guide to gardening, by Jo Smith",
    "The Complete Idiot's Guide, and other staff picks",
    "American Idiot, the musical: cast includes our own John Smith.",
    "Dostoevsky's The Idiot: John Smith leads the book club",
    "A Fool's errand: April Fools' Day fun with John Smith",
    "April fool! Our mayor is not a robot",
    "Gooseberry fool: Mary Brown's recipe. She won first prize.",
    "Nicola is appearing as Feste the fool in Twelfth Night. She is great.",
    "King Lear and his Fool: John Smith stars",
    "The Bully pulpit; bully beef; bully XL dogs: owners, you need a certificate",
    "XL Bully owners: you must muzzle your dog.",
    "If you are being bullied by a bully at school, tell staff.",
    "Is your child being a bully? Advice for you and staff.",
    "Stupid? No question is stupid: ask our officers.",
    "There are no stupid questions; ask her anything.",
    "Don't be fooled: a fraudster may pretend to be an officer",
    "Fraudsters are calling residents pretending to be officers.",
    "A crook called at residents' doors. Tell them to go.",
    "A thug attacked a warden on Mill Lane; she is recovering.",
    "Police seek a racist who abused our staff.",
    "A racist attack on an officer: witnesses, call 101.",
    "He was jailed for racist abuse of a warden.",
    "Fascist Italy: a talk by Mary Brown. She has written a book.",
    "Nazi Germany: they fled in 1938. Residents remember.",
    "Escaping the Nazis: her story",
    "She survived the Nazis and told her story.",
    "They fought the fascists in Spain: Wrenbury's volunteers.",
    "Lazy Sunday: bring your staff",
    "The Lazy Cow cafe: staff wanted",
    "You can be as lazy as you like at our beach",
    "Feeling lazy? She bakes it for you.",
    "Useless batteries? Hand them to our staff at the tip",
    "The old meter is useless; an officer will replace it.",
    "The lift is useless to her in a wheelchair, and we are sorry.",
    "Corrupt files: if your upload is corrupt, tell them.",
    "Dishonest traders: tell our officers. You have rights.",
    "Ignorant of your rights? Staff can help.",
    "Vile graffiti removed by staff.",
    "Disgusting litter: she filled 12 bags.",
    "It's disgusting what dogs leave; owners, you must clear it",
    "Fly-tipping is a disgrace. Residents, report it.",
    "The state of the alley was a disgrace, residents told us; it is clean now.",
    "Where's Wally? Find him at the library.",
    "Where's Wally hunt: can you find him?",
    "Wally Brown, our oldest resident, is 101. He loves jazz.",
    "Parasites: what you need to know about worms. Staff at the clinic help.",
    "Vermin control: book an officer",
    "Rats and other vermin: call our officers",
    "Foam and scum on the lake: officers are testing it.",
    "Pond scum sampled by our officers",
    "Laughing stock? Laughing Stock comedy club: she headlines",
    "Noël Coward night with the mayor",
    "Simon Crook, our arborist, says he loves oaks.",
    "Crook Road residents: they will be leafleted.",
    "A shepherd's crook was given to the mayor",
    "Crooked House pub: they will rebuild it. Crooked Lane residents.",
    "The mayor visited the crooked spire.",
    "Traitors' Gate tour; The Traitors night: will you be a traitor?",
    "The Traitors themed quiz: who will you trust? Officers beware!",
    "Liar Liar is on; Liars' Club; Billy Liar: she plays Liz",
    "Billy Liar at the Playhouse: John Smith plays him.",
    "The Twits on stage: bring your children, they will love it",
    "The Dunce's Cap: school life museum; they wore it",
    "The Thick of It: they filmed here",
    "Snow is thick; she gritted all night",
    "Thick fog: officers say you should slow down",
    "Don't be a victim of bullies: speak to her",
    "Anti-racist training for staff. You can be anti-racist.",
    "How to challenge racist language: a course for staff",
    "Our bus driver is a star, and the depot cat is a fool for biscuits.",
    "The painter is a clown in this year's circus.",
    "A driver is a fool to cross a flooded ford: turn round.",
    "The contractor is on site; the old boiler is useless.",
    "Arrogant, lazy, vile: words we asked staff never to use",
];

#[test]
fn an_insult_stops_where_it_is_aimed_at_somebody() {
    let report = faults(book(), "2026-07-10", AIMED, INNOCENT);
    assert!(report.is_empty(), "{report}");
}
