-- wrk script, part of others. One line for a script: requests, requests per second, p50 and p99 in ms, failures.

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %.0f %.2f %.2f %d\n",
    summary.requests,
    summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
