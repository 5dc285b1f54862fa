//! Which store a handle belongs to is not in the handle, so who keeps handles remembers the store.

use std::sync::Arc;

/// Which store it is: different from that of every other store, as long as it is kept.
#[derive(Clone, Default, Debug)]
pub struct Identity(Arc<()>);

impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Identity {}
