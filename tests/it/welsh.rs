//! Posts in Welsh: names and wards whose first letters change, titles, offices, parties; and everyday Welsh, which passes.

use std::path::Path;

use purdah::guard::Rulebook;

use crate::swearing::faults;
use crate::town;

const STOPS: &[&str] = &[
    "Sgwrs gyda Thudur Gethin yn y llyfrgell",
    "Diolch i Dudur Gethin am ei waith",
    "Bore coffi gyda Chatrin Pwll",
    "Llun gan Gatrin Pwll",
    "Neges at Brydwen Ellis-Hughes",
    "Gwenda Marchog a Phrydwen Ellis-Hughes yn y ffair",
    "Cyng. Gethin yn agor y parc",
    "Cyngh. Gethin yn agor y parc",
    "Sgwrs gyda Chyng. Gethin",
    "Sgwrs gyda Chynghorydd Pwll",
    "Diolch i Gyng Pwll",
    "Meddai'r Arweinydd: newyddion da",
    "Dywedodd yr Arweinydd fod arian i'r pwll.",
    "Yr aelod dros Gwm Isaf yn ymweld â'r ysgol",
    "Aelod lleol Penrhos yn diolch i bawb",
    "Diolch i aelodau Cwm Isaf am yr arian",
    "Deiliad portffolio addysg yn agor yr ysgol",
    "Cadeirydd y Pwyllgor Cynllunio yn siarad heno",
    "Aelod Seneddol yn agor y ganolfan",
    "Aelod o'r Senedd yn torri'r rhuban",
    "Comisiynydd yr Heddlu a Throseddu yn ymweld",
    "Ysgrifennydd y Cabinet dros Addysg yn y coleg",
    "Gweinidog Iechyd yn canmol y clinig",
    "The Cabinet Secretary for Education opened the school.",
    "Cwis Plaid nos Wener, timau o bedwar",
    "Llongyfarchiadau i gangen Llafur Penrhos",
    "Deg rheswm i ymuno â'r Blaid",
    "Gorymdaith gyda Phlaid Cymru o'r castell",
    "Rhown gic i'r Llywodraeth Lafur",
];

const PASSES: &[&str] = &[
    "Aelodau clwb rygbi Cwm Isaf yn dathlu",
    "Dewch yn aelod o'r llyfrgell ym Mhenrhos",
    "Dod yn aelod yng Nghwm Isaf: y gampfa ar agor",
    "Arweinydd y côr yn diolch i bawb",
    "Gweinidog y capel a'r côr yn y neuadd",
    "Cadeirydd y clwb pêl-droed yn codi'r cwpan",
    "Ysgrifennydd y clwb bowls: Mair, 01632 960 002",
    "Mae'r pwll ar gau ddydd Gwener",
    "Sgwrs gyda thiwtor Cymraeg yn y llyfrgell",
    "Cwis a swper yn Neuadd Cwm Isaf",
    "Ffair haf, raffl a the yn y parc",
    "Clwb Llafur Penrhos: canolfan gynnes ddydd Mawrth",
    "Llafur gwirfoddol ar y rhandir bob Sadwrn",
    "Casgliadau bin Penrhos a Chwm Isaf ddydd Llun",
    "Gorsafoedd pleidleisio ar agor o 7 tan 10",
    "Cofiwch eich dogfen adnabod â llun",
    "Taith gerdded o Gwm Isaf i Benrhos",
    "Ymgynghoriad ar y Cynllun Datblygu Lleol",
    "Prosiect gan Lywodraeth Cymru: grantiau i ffermwyr",
    "The Cabinet meets on Tuesday; the secretary of the bowls club retires.",
];

#[test]
fn members_offices_and_parties_are_found_in_welsh_and_everyday_welsh_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/cwmllan");
    let book = Rulebook::compile(town::world(&folder));
    let report = faults(&book, "2027-04-20", STOPS, PASSES);
    assert!(report.is_empty(), "{report}");
}
