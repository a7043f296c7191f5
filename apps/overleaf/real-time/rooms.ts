/** Who is in which room. A room is there as long as somebody is in it. */
export class Rooms<Member> {
  #members = new Map<string, Set<Member>>();
  #rooms = new Map<Member, Set<string>>();

  join(room: string, member: Member): void {
    this.#members.set(room, this.in(room).add(member));
    this.#rooms.set(member, (this.#rooms.get(member) ?? new Set()).add(room));
  }

  leave(room: string, member: Member): void {
    const members = this.in(room);
    members.delete(member);
    if (members.size === 0) this.#members.delete(room);
    const rooms = this.#rooms.get(member);
    rooms?.delete(room);
    if (rooms?.size === 0) this.#rooms.delete(member);
  }

  leaveAll(member: Member): void {
    for (const room of this.of(member)) this.leave(room, member);
  }

  /** Who is in a room. */
  in(room: string): Set<Member> {
    return this.#members.get(room) ?? new Set();
  }

  /** The rooms that somebody is in, in the order in which they were joined. */
  of(member: Member): string[] {
    return [...(this.#rooms.get(member) ?? [])];
  }

  isEmpty(room: string): boolean {
    return !this.#members.has(room);
  }
}
