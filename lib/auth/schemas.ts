export const PAGE_VIEWER_HEADER = "x-viewer";
