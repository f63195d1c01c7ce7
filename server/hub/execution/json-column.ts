/** Stands between JSON texts in one parameter. JSON never holds it raw, so the driver needs to escape nothing. */
export const separator = '\u001e'
