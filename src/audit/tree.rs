//! The tree of RFC 9162, as much of it as appending and recomputing need.

use std::fmt;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::post::content::hex;

/// A SHA-256 hash in the tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of a leaf: SHA-256(0x00 ‖ line).
    pub fn leaf(line: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(line).finalize().into())
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    pub fn node(left: Self, right: Self) -> Self {
        Self(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
    }

    /// The root of a tree without leaves: SHA-256 of nothing.
    pub fn empty() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// Reads a hash of exactly 32 bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// What a record says at one moment: how many events, and the root over all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TreeHead {
    /// How many events.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

/// The right edge of a tree: the roots of its perfect subtrees, largest first. Enough to append a leaf and to
/// tell the root, in time and space that grow with the logarithm of the size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    edge: Vec<Hash>,
}

impl Frontier {
    /// The edge of an empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads an edge back: the subtree roots one after another, 32 bytes each. None when their number does not
    /// fit the size.
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && u32::try_from(hashes.len()) == Ok(size.count_ones());
        fits.then(|| Self { size, edge: hashes.iter().copied().map(Hash).collect() })
    }

    /// The edge as it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.edge.iter().flat_map(|hash| hash.0).collect()
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut subtree = leaf;
        // Two perfect subtrees of the same size become one: one for each trailing one bit of the old size.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.edge.pop() {
                subtree = Hash::node(left, subtree);
            }
        }
        self.edge.push(subtree);
        self.size += 1;
    }

    /// The tree head.
    pub fn head(&self) -> TreeHead {
        let mut subtrees = self.edge.iter().rev();
        let root = match subtrees.next() {
            None => Hash::empty(),
            Some(&smallest) => subtrees.fold(smallest, |right, &left| Hash::node(left, right)),
        };
        TreeHead { size: self.size, root }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// MTH as RFC 9162, section 2.1.1 writes it.
    fn by_definition(leaves: &[Vec<u8>]) -> Hash {
        match leaves {
            [] => Hash::empty(),
            [leaf] => Hash::leaf(leaf),
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                Hash::node(by_definition(&leaves[..split]), by_definition(&leaves[split..]))
            }
        }
    }

    proptest! {
        #[test]
        fn the_edge_gives_the_root_the_rfc_defines(leaves: Vec<Vec<u8>>) {
            let mut frontier = Frontier::new();
            for leaf in &leaves {
                frontier.push(Hash::leaf(leaf));
                let kept = Frontier::from_bytes(frontier.size(), &frontier.to_bytes());
                prop_assert_eq!(kept.as_ref(), Some(&frontier));
            }
            prop_assert_eq!(frontier.head().root, by_definition(&leaves));
        }
    }

    #[test]
    fn the_well_known_roots_of_the_first_trees_hold() {
        let leaves: [&[u8]; 3] = [&[], &[0x00], &[0x10]];
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        ];
        let mut frontier = Frontier::new();
        assert_eq!(
            frontier.head().root.to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        for (leaf, root) in leaves.iter().zip(roots) {
            frontier.push(Hash::leaf(leaf));
            assert_eq!(frontier.head().root.to_string(), root);
        }
    }
}
