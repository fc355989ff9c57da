/** A token of an agent at the moment of its generation. Lives in the state of the open view and nowhere else. */
export type IssuedAgentToken = { id: string; name: string; publicId: string; secret: string };
