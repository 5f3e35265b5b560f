#!/usr/bin/env python3
"""Evaluates a file of JSON lines under Spark, in local mode or on a cluster, and counts the outcomes.

In: a file of areas as JSON lines, and the path of the tool on each machine. Out: how many areas there are of each
outcome and firmness, sorted. Needs PySpark and Java.

    spark-submit --master 'local[2]' spark_pipe.py areas.ndjson ./avtalsform
    python3 spark_pipe.py areas.ndjson ./avtalsform

Each partition is one run of the tool, which streams: what it holds does not grow with the partition. A faulty line
makes the tool end with status 2, and checkCode then fails the task, so that no count is taken for complete when it is
not. To sift faulty lines out first, run `avtalsform batch --input ndjson --format ndjson --fields area` on the file
alone: every faulty line is named on standard error.
"""

import argparse
import json
import shlex

from pyspark.sql import SparkSession


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", help="a file of JSON lines")
    parser.add_argument("tool", help="the path of avtalsform")
    parser.add_argument("--partitions", type=int, default=8)
    arguments = parser.parse_args()
    command = f"{shlex.quote(arguments.tool)} batch --input ndjson --format ndjson " \
              "--fields area,outcome,firmness,support -"
    spark = SparkSession.builder.appName("avtalsform").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    lines = spark.sparkContext.textFile(arguments.areas).repartition(arguments.partitions)
    results = lines.pipe(command, checkCode=True).map(json.loads)
    counts = results.map(lambda one: ((one["outcome"]["id"], one["firmness"]), 1)).reduceByKey(lambda a, b: a + b)
    for (outcome, firmness), count in sorted(counts.collect()):
        print(f"{outcome}\t{firmness}\t{count}")
    spark.stop()


if __name__ == "__main__":
    main()
