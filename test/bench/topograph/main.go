// Command bench times NVIDIA's topograph on what the AWS CLI writes: the graph that it makes of DescribeInstanceTopology, and the
// topology.conf and topology.yaml that it writes of that for Slurm's block plugin. Each line on stdout is one run, in milliseconds, as JSON.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
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
	output := flag.String("output", "", "where the last topology.conf and topology.yaml go, without the ending")
	flag.Parse()
	text, err := os.ReadFile(flag.Arg(0))
	check(err)
	for run := 0; run < *runs; run++ {
		begin := time.Now()
		var aws document
		check(json.Unmarshal(text, &aws))
		start := time.Now()
		graph := model(aws)
		modelled := time.Now()
		conf := render(graph, &translate.Config{Plugin: topology.TopologyBlock, BlockSizes: []int{18}})
		written := time.Now()
		yaml := render(graph, &translate.Config{Topologies: map[string]*translate.TopologySpec{
			"ultraserver": {Plugin: topology.TopologyBlock, BlockSizes: []int{18}, ClusterDefault: true, Nodes: nodes(aws)},
		}})
		done := time.Now()
		fmt.Printf("{\"parse\": %f, \"model\": %f, \"conf\": %f, \"yaml\": %f}\n",
			ms(start.Sub(begin)), ms(modelled.Sub(start)), ms(written.Sub(modelled)), ms(done.Sub(written)))
		if *output != "" {
			check(os.WriteFile(*output+".conf", conf, 0o644))
			check(os.WriteFile(*output+".yaml", yaml, 0o644))
		}
	}
}

func model(aws document) *topology.Graph {
	names := make(map[string]string)
	for _, reservation := range aws.Reservations {
		for _, instance := range reservation.Instances {
			names[instance.InstanceId] = short(instance.PrivateDnsName)
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

func nodes(aws document) []string {
	var names []string
	for _, reservation := range aws.Reservations {
		for _, instance := range reservation.Instances {
			names = append(names, short(instance.PrivateDnsName))
		}
	}
	return names
}

// short gives ip-10-0-1-5 of ip-10-0-1-5.ec2.internal: Slurm's name of a node.
func short(name string) string {
	host, _, _ := strings.Cut(name, ".")
	return host
}

func render(graph *topology.Graph, config *translate.Config) []byte {
	network, err := translate.NewNetworkTopology(graph, config)
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
