pub mod values;
pub mod organisations { pub mod model; }
pub mod brands { pub mod model; }
pub mod fairs { pub mod model; }
pub mod products { pub mod model; }
pub mod exhibitors { pub mod model; }
pub mod projects { pub mod model; }
pub mod agreements { pub mod model; }
pub mod contracts { pub mod model; }
pub mod deliveries { pub mod model; }
pub mod payments { pub mod model; }
