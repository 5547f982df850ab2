/** Of forms and of single records, in pixels; lists and projects take all the room that there is. */
export const recordWidth = 1080;
