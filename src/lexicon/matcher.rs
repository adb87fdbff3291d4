//! One automaton over the anchors of everything that is looked for.
