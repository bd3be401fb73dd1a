//! Faults around the program: its database, its neighbours, its clients, and itself. Each test
//! kills, stops or starves something real and checks the sockets.

mod database;
mod endings;
mod starts;
mod wire;
