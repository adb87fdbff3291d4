//! What is told of somebody behind a name that sounds like a place's: an office of the council.

use crate::guard::scan::names::trades::is_everyday_leader;
use crate::guard::scan::view::View;
use crate::lexicon::Sense;
use crate::text::{Gap, Token};

/// No office behind a name is longer, in words.
const LONGEST: usize = 7;

/// `Hazel Lane, our transport lead, says`, `Rose Hill (cabinet member for parks)`, `Glen Ford, who chairs planning`: whether an
/// office stands apart behind a name, and no name behind the office: `Hazel Lane, Councillor Ash said`.
pub(in crate::guard::scan::names) fn sits_there(view: &View<'_>, end: usize) -> bool {
    if !matches!(view.gap(end), Gap::Comma | Gap::Open | Gap::Other) {
        return false;
    }
    let told = (end..end + LONGEST).take_while(|at| {
        (*at == end || view.gap(*at).joins())
            && !matches!(
                view.at(*at),
                "to" | "by"
                    | "near"
                    | "from"
                    | "with"
                    | "where"
                    | "which"
                    | "at"
                    | "in"
                    | "is"
                    | "said"
                    | "says"
            )
    });
    let mut offices = told.filter(|at| is_office(view, *at));
    offices.any(|at| !view.token(at + 1).is_some_and(|next| next.gap.joins() && Token::is_capital(next)))
}

fn is_office(view: &View<'_>, at: usize) -> bool {
    let next = view.at(at + 1);
    let ends = !view.gap(at + 1).joins() || matches!(next, "for" | "on" | "member" | "councillor");
    match view.at(at) {
        "lead" => ends,
        "leader" => !is_everyday_leader(view, at),
        "member" => view.at(at.saturating_sub(1)) != "staff",
        "holder" => view.at(at.saturating_sub(1)) == "portfolio",
        "champion" => ends && view.at(at.saturating_sub(1)) != "the",
        "chair" | "chairman" | "chairwoman" | "chairperson" | "convener" | "convenor" | "mayor"
        | "provost" | "spokesperson" | "spokesman" | "spokeswoman" | "candidate" | "chairs" => true,
        _ => view.is(Sense::Title, at),
    }
}
