//! What users read after an act.

crate::flashes! {
    PHOTOS_ADDED "photos" "照片已添加。" "Photos added.",
    PHOTO_DESCRIBED "photo-alt" "照片说明已修改。" "Photo description changed.",
    PHOTO_MOVED "photo-moved" "照片顺序已调整。" "Order of photos changed.",
    PHOTO_REMOVED "photo-off" "照片已删除。" "Photo removed.",
}
