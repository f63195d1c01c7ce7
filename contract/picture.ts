/** A picture that somebody stores, such as a logo, has at most so many bytes. */
export const pictureBytesMax = 1_048_576
