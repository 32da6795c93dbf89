/** The header in which a page's requests say for whom the page was made. */
export const PAGE_VIEWER_HEADER = "x-viewer";
