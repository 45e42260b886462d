module bench

go 1.25.9

require github.com/NVIDIA/topograph v0.5.0
