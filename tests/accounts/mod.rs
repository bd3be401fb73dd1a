//! Signing in and out, invitations, the second factor, and the trail of it.

mod door;
mod factor;
mod trail;
