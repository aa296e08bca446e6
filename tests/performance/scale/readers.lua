-- Readers for wrk: each takes the next of many requests drawn beforehand, and thinks in between.
-- The file of requests has one a line: method, path, tag that the reader has, body; tabs between.
local requests, place, least, most = {}, 0, 0, 0
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  least, most = tonumber(arguments[2]), tonumber(arguments[3])
  for line in io.lines(arguments[1]) do
    local method, path, tag, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = { ["Accept-Encoding"] = "gzip, deflate, br, zstd" }
    if tag ~= "" then headers["If-None-Match"] = tag end
    if body ~= "" then headers["Content-Type"] = "application/json" else body = nil end
    requests[#requests + 1] = wrk.format(method, path, headers, body)
  end
  math.randomseed(20260301 + number)
  place = math.random(#requests)
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function delay()
  return most > 0 and math.random(least, most) or 0
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    "RESULT {\"requests\": %d, \"microseconds\": %d, \"bytes\": %d, \"p50\": %d, \"p95\": %d, "
      .. "\"p99\": %d, \"most\": %d, \"broken\": %d, \"status\": %d, \"timeouts\": %d}\n",
    summary.requests, summary.duration, summary.bytes, latency:percentile(50),
    latency:percentile(95), latency:percentile(99), latency.max,
    e.connect + e.read + e.write, e.status, e.timeout))
end
