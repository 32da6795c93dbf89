/** Header with the id of the user for whom the page was rendered. */
export const PAGE_VIEWER_HEADER = "x-viewer";
