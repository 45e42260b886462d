// Command bench times NVIDIA's topograph on what the AWS CLI writes: the graph that it makes of DescribeInstanceTopology, and the
// topology.conf that it writes of that for Slurm's block plugin. Each line on stdout is one run, in milliseconds, as JSON.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/NVIDIA/topograph/pkg/topology"
	"github.com/NVIDIA/topograph/pkg/translate"
)

type document struct {
	Instances []struct {
		InstanceId      string
		CapacityBlockId string
		NetworkNodes    []string
	}
	Reservations []struct {
		Instances []struct {
			InstanceId     string
			PrivateDnsName string
		}
	}
}

func main() {
	runs := flag.Int("runs", 5, "how many times")
	output := flag.String("output", "", "where the last topology.conf goes")
	flag.Parse()
	text, err := os.ReadFile(flag.Arg(0))
	check(err)
	var aws document
	check(json.Unmarshal(text, &aws))
	for run := 0; run < *runs; run++ {
		start := time.Now()
		graph := model(aws)
		modelled := time.Now()
		conf := render(graph)
		written := time.Now()
		fmt.Printf("{\"model\": %f, \"conf\": %f}\n", ms(modelled.Sub(start)), ms(written.Sub(modelled)))
		if *output != "" {
			check(os.WriteFile(*output, conf, 0o644))
		}
	}
}

func model(aws document) *topology.Graph {
	names := make(map[string]string)
	for _, reservation := range aws.Reservations {
		for _, instance := range reservation.Instances {
			names[instance.InstanceId] = instance.PrivateDnsName
		}
	}
	cluster := topology.NewClusterTopology()
	for _, instance := range aws.Instances {
		cluster.Append(&topology.InstanceTopology{
			InstanceID:    instance.InstanceId,
			CoreID:        instance.NetworkNodes[0],
			SpineID:       instance.NetworkNodes[1],
			LeafID:        instance.NetworkNodes[2],
			AcceleratorID: instance.CapacityBlockId,
		})
	}
	instances := []topology.ComputeInstances{{Region: "us-east-1", Instances: names}}
	return cluster.ToThreeTierGraph("aws", instances, 0, false)
}

func render(graph *topology.Graph) []byte {
	network, err := translate.NewNetworkTopology(graph, &translate.Config{Plugin: topology.TopologyBlock, BlockSizes: []int{18}})
	check(err)
	var text bytes.Buffer
	if err := network.Generate(&text); err != nil {
		check(err)
	}
	return text.Bytes()
}

func ms(duration time.Duration) float64 {
	return float64(duration.Microseconds()) / 1000
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
