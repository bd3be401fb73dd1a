//! What the audit trail calls its records and their fields.

use super::records::Record;

pub const TRAIL: Record = Record::new("audit", "审计记录", "Audit trail", &[]);

pub const ROUTES: Record = Record::new("routes", "页面或操作", "Page or act", &[]);
