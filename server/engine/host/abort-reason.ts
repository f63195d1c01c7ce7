/** Somebody cancelled the execution; its row already says so. */
export class Cancelled extends Error {}
/** Another worker has taken the execution over: nothing of it may be written here any more. */
export class LeaseLost extends Error {}
/** The process is going down: the execution is left where it is for the next one. */
export class Draining extends Error {}
/** Somebody wants the execution to rest before its next node. */
export class Paused extends Error {}
/** The workflow has used up its time. */
export class TimedOut extends Error {}
