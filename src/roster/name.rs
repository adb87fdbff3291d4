//! Who a name belongs to.
