/** How a connection is kept alive, in milliseconds. */
export interface HeartbeatTimes {
  /** Between two heartbeats. */
  heartbeatMs: number;
  /** Of silence, after which the client is taken for dead. */
  silenceMs: number;
}

/** Watches over the life of a connection. */
export interface Heartbeat {
  /** The client lives. */
  heard(): void;
  stop(): void;
}

/** Calls `beat` again and again, and `dead` when the client has been silent for too long. */
export function startHeartbeat(
  { heartbeatMs, silenceMs }: HeartbeatTimes,
  beat: () => void,
  dead: () => void,
): Heartbeat {
  const beating = setInterval(beat, heartbeatMs);
  const silence = setTimeout(dead, silenceMs);
  return {
    heard: () => void silence.refresh(),
    stop() {
      clearInterval(beating);
      clearTimeout(silence);
    },
  };
}
