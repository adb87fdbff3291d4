//! How often words stand in councils' posts: a phrase is looked for by the words that stand in the fewest.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words by how many of ten thousand words of councils' posts they are, as counted in the project's own.
const COMMON: [(u32, &str); 12] = [
    (600, "the"),
    (200, "a and on to"),
    (150, "at for"),
    (100, "in is of you"),
    (60, "are be by cllr from has our s will your"),
    (40, "can have it new or this we with"),
    (30, "council day if may out street t who"),
    (20, "an april councillor first free march mayor no one open please road that until up vote"),
    (
        15,
        "about all as before centre every friday green hall labour last library monday need park \
         people saturday school so there thursday two us was week y year",
    ),
    (
        10,
        "after again any back been bins bring bus but card councillors do don election go had he here \
         hours i lane leader local more my night not now only over party place polling put read \
         register see she station sunday team their them three tuesday ward way were what when which \
         yn",
    ),
    (
        7,
        "apply ask asked ballot bank between bin blue call chair check children close closed club \
         come committee could count deputy each fair five follow food four full get good help her his \
         home how hub into its leisure like live long look market me minutes morning nine noon notice \
         off old opened other paper plan planning post questions residents ring said says should show \
         shut six staff starts support take tea ten thank thanks these they through time today \
         tonight town walk want where won work would years yr yw",
    ),
    (
        5,
        "ac alderman along area being best book borough box cabinet candidates car care change \
         community conservative county date days depot down easter end family ferry fire form found \
         garden give group health high homes hour house housing id june just keep late left let \
         liberal lord lunch made mail make member members month museum must needed next number \
         officer online opens order papers parking photo places poll pool pounds public reform report \
         results round row run service short site some st start stations stay still summer takes talk \
         tell than under use wait waste water wednesday welcome winter works",
    ),
];

/// The same by word.
static BY_WORD: LazyLock<BTreeMap<&str, u32>> = LazyLock::new(|| {
    COMMON.iter().flat_map(|(often, words)| words.split(' ').map(move |word| (word, *often))).collect()
});

/// How many of ten thousand words of councils' posts a folded word is, about; 1 for all that are rare.
pub(super) fn frequency(word: &str) -> u32 {
    BY_WORD.get(word).copied().unwrap_or(1)
}
