/** Names are the same whatever their case. */
export const bare = (name: string) => name.trim().toLowerCase();
