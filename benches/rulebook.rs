//! Building the rulebook for 78, 300, 1,000 and 20,000 names: how long it takes, and the memory it keeps.
//!
//! `cargo bench --bench rulebook`. What is allocated less what is freed again is the rulebook's own.

#[path = "support/council.rs"]
#[expect(dead_code, reason = "judging is measured elsewhere")]
mod council;

use divan::{AllocProfiler, Bencher};
use purdah::guard::Rulebook;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = [78, 300, 1_000, 20_000], sample_count = 5, sample_size = 1)]
fn compile(bencher: Bencher<'_, '_>, names: usize) {
    bencher.with_inputs(|| council::world(names)).bench_local_values(Rulebook::compile);
}
