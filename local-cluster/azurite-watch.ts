import { registerHooks } from 'node:module';

/** When the cluster's process is gone, however it went, the pipe to it closes, and the emulator stops the way it does for a signal. */
process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();

const nothing = 'local-cluster:nothing';

/** Telemetry is off; loading what would send it is half of the emulator's start. */
registerHooks({
  resolve: (name, context, next) =>
    name === 'applicationinsights' ? { url: nothing, format: 'commonjs', shortCircuit: true } : next(name, context),
  load: (url, context, next) =>
    url === nothing ? { source: '', format: 'commonjs', shortCircuit: true } : next(url, context),
});
