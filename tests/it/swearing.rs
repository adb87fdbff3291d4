//! Swearing in all its spellings, and the words of birds, dogs, dishes, surnames and places that must pass.

use std::fmt::Write as _;

use purdah::guard::{self, Decision, Rulebook};
use purdah::post::{PartName, Post};

use crate::town;

/// What a table of posts says wrong under a rulebook: those that pass and should not, and the other way round.
pub(crate) fn faults(book: &Rulebook, day: &str, stops: &[&str], passes: &[&str]) -> String {
    let mut report = String::new();
    let tables = [(stops, true), (passes, false)];
    for (text, stopped) in
        tables.into_iter().flat_map(|(table, stopped)| table.iter().map(move |text| (*text, stopped)))
    {
        let mut post = Post::default();
        post.push(PartName::Text, text);
        let verdict = guard::judge(&post, town::noon(day), book);
        if (verdict.decision != Decision::Allow) != stopped {
            writeln!(report, "{}: {text}: {:?}", verdict.decision.as_str(), verdict.matched).unwrap();
        }
    }
    report
}

const SWEARS: &[&str] = &[
    "F#@k off",
    "What the f*#k is this?",
    "You retard",
    "The lot of them are retards",
    "fvck1ng seagulls",
    "what the fcuk",
    "f\u{2014}k the weather",
    "f...k this, and f..k that",
    "pr1ck of a gull",
    "what a pr1ck",
    "sh!te weather",
    "w@nker parked there",
    "b0ll0cks to that",
    "p!ss off",
    "p*ss off",
    "c*nt",
    "move your a$$",
    "f u c k this",
    "f.u.c.k this",
    "F-U-C-K this",
    "s h i t e",
    "fuuuck",
    "fuckkkk",
    "wtf is this",
    "stfu",
    "ffs",
    "fck the bins",
    "fkn gulls",
    "f'ing bins",
    "feck off",
    "b*ll*cks",
    "b@stard",
    "it's b*ll*cks-cold out there",
    "f*cking-cold",
    "half-cr*p work",
    "that b*stard's van",
    "sh*t/cr*p",
    "bstard gulls",
    "b4stards",
    "tw@t",
    "stop calling the crew tw@s",
    "wtaf is this",
    "Name the gritter: Shitney Spears",
    "Kurwa, ale zimno!",
    "You absolute gits",
    "You bell end, Dave",
    "cnut",
    "cvnt",
    "$hit",
    "s***",
    "w***er",
    "d!ckhead",
    "bu!!shit",
    "motherfcker",
    "bell end of a driver",
    "knob head parked here",
    "f\u{1f92c}ck",
    "s#it",
    "fucк this",
    "#fuckthis",
    "You dick",
    "Don't be a dick about parking",
    "He's a right prick",
    "What a bitch she is",
    "Pick it up, bitch!",
    "Whoever let the dog foul the green is a bitch",
    "The bins are crap",
    "The tosser who parked on the zebra crossing",
    "Get that coon out of here",
    "No coons here",
    "He's such a spastic",
    "What a retarded idea",
    "Retards run this place",
    "Those faggots should leave",
    "Bugger all gets done here",
    "Damn, the bins are late",
    "Bloody potholes again",
    "cer i grafu y cont",
    "dos i grafu'r bastad",
    "twll tin i chi gyd",
    "pen coc",
    "Iesu, be ddiawl",
    "bolocs",
];

const EVERYDAY: &[&str] = &[
    "Retard the spread of flames with this paint.",
    "Frost retards the growth of seedlings.",
    "Tag us @#wrenbury or a#@b.",
    "Best bitch in show went to a border terrier called Fudge.",
    "Our police dog section's youngest bitch, Willow, retires today.",
    "Found: a small black bitch, microchip unreadable, now at the pound.",
    "Guys and Dolls: sing along to the oldest established floating crap game in New York!",
    "Learn to play craps at the casino night in aid of the hospice.",
    "Pancake race: best tosser wins a frying pan.",
    "Caber tossers, sign up for the Highland games.",
    "Weathercock restored. A ball cock valve drips. The Cock Inn hosts a quiz in Cockermouth.",
    "An ass and her foal at the donkey sanctuary. The law is an ass, says Mr Bumble.",
    "Mrs Eleanor Coon taught at the school from 1911.",
    "Coon Lane is shut for resurfacing.",
    "The Coon family ran the bakery for a century. Maine coon missing.",
    "The Spastics Society, founded in 1952, is now Scope.",
    "Spastic cerebral palsy: a support group for parents.",
    "Retarded growth in plants is a sign of poor soil. Fire-retarded curtains.",
    "Ignition timing can be advanced or retarded: car maintenance course.",
    "Offa's Dyke path reopens. Dykes and drains: the drainage board meets.",
    "Bundles of faggots protect the riverbank. Faggots in gravy for tea.",
    "The Brownies tied faggots of sticks for the bonfire.",
    "Damn and weir repairs start on Monday.",
    "Bell End, Worcs, is on the bus route again.",
    "The bell end of the church hall is being repointed.",
    "Tickets @ the door; meet @s usual by the gate.",
    "A niggardly allowance in Scunthorpe, Penistone, Lightwater, Cockermouth and Clitheroe.",
    "Great tits, coal tits and willow tits; a shag dries its wings. Shag pile carpets.",
    "Moby Dick, Dick Turpin and Dick Whittington. Spotted dick and custard.",
    "Damn Yankees opens tonight. The Village of the Damned is on at seven. The Damned play the Guildhall.",
    "Bloody Mary night. A talk on Bloody Sunday.",
    "Hancock, Alcock, Babcock, Glasscock and Hitchcock: names of the parish.",
    "Essex, Sussex and Middlesex archives. Arsenal on the big screen; assassins; class; grass.",
    "Bell End in Worcestershire is closed for resurfacing. The bell ends at three.",
    "The town of Twatt, Orkney, has a new phone box. Minge Lane is shut. Minger Lane too.",
    "Wank mountain near Garmisch: slideshow by the walking club.",
    "A knob of butter. Prick out the seedlings. Prick your finger: diabetes day.",
    "'Tis Pity She's a Whore at the Playhouse, from 7 May.",
    "William the Bastard became king in 1066. A bastard file and a rasp.",
    "King Cnut and the tide: Cnut held back the waves at Thorney. Cnut, Viking king.",
    "Daisy, the silly cow from the panto, visits the library.",
    "Cutting the first sod. Spic and span. The 1960s tranny radio on show.",
    "A talk on why we dropped the word spastic.",
    "Reggae skank night with a DJ.",
    "Git training for developers: old git habits and GitHub.",
    "WTF (Wrenbury Town Football) meets on Monday. FFS: Family Finding Service.",
    "Flight SH17, lot AS55, postcode S10 5HI, road A55 and A5 paper.",
    "Grade A***, B*, C+. Rated 5*****. A*-C and C*-level; a five*-rated T-shirt; stone-cold; half-term.",
    "Mon\u{2013}Fri; F\u{2013}K on the shelf. What a day...it is. Wait...for it. It was so\u{2014}so cold.",
    "shh! sshhh; brrr; hmmm; yessss; woooo; goooal; passs the parcel",
    "P!nk and Ke$ha tribute; A$AP Rocky; US$10; a$$ets",
    "Pattern: knit 1, purl 2, k2tog, sl1. Grid of c*t*a.",
    "Table 2 (cont). Cont'd on page 3. Y ceiliog coch. Titw tomos las. Uffern Gerrig.",
    "Shiitake growing; a Shi\u{2019}ite mosque open day; a Shiite scholar.",
    "Lord B. and Mrs D\u{2014} in a Victorian novel.",
];

#[test]
fn swearing_stops_in_every_spelling_and_everyday_words_pass() {
    let report = faults(town::wrenbury_book(), "2026-07-10", SWEARS, EVERYDAY);
    assert!(report.is_empty(), "{report}");
}
