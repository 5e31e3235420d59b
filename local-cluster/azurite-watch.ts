/**
 * Loaded into the storage emulator's process: when the cluster's process is gone, however it went, the pipe to it closes, and
 * the emulator stops the way it does for a signal.
 */
process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
