using Tapestry.Privacy.SecureAggregation.Graphs;
using Tapestry.Privacy.SecureAggregation.Wire;

namespace Tapestry.Privacy.SecureAggregation.Parameters;

/// <summary>Canonical bytes of <see cref="SecureRoundParameters"/>.</summary>
internal static class ParametersCodec
{
    public const int Version = 1;

    public static byte[] Encode(SecureRoundParameters parameters)
    {
        var writer = FormatHeader.Write("TSAP", Version)
            .Text(parameters.Run)
            .UInt32(parameters.Round)
            .UInt16(parameters.Attempt)
            .Hash(parameters.BaseHash)
            .UInt32(parameters.PolicyVersion)
            .UInt16(parameters.Threshold);
        Write(writer, parameters.Graph);
        writer.UInt16(parameters.Members.Count);
        foreach (var member in parameters.Members)
        {
            writer.Text(member.Site).Point(member.IdentityKey).UInt64(member.Weight.Units);
        }

        writer.UInt32(parameters.Shards.Count);
        foreach (var shard in parameters.Shards)
        {
            writer.UInt32(shard.ElementCount).Byte((byte)shard.Bits).UInt32(shard.MaxMagnitude).Single(shard.Scale);
        }

        Write(writer, parameters.SideVector);
        return writer.ToArray();
    }

    public static SecureRoundParameters Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        FormatHeader.Read(ref reader, "TSAP", Version, "Parameters of a secure round");
        var parameters = new SecureRoundParameters
        {
            Run = reader.Text("run"),
            Round = reader.Int32("round", int.MaxValue),
            Attempt = reader.UInt16("attempt"),
            BaseHash = reader.Hash("base hash"),
            PolicyVersion = reader.Int32("policy version", int.MaxValue),
            Threshold = reader.UInt16("threshold"),
            Graph = ReadGraph(ref reader),
            Members = ReadMembers(ref reader),
            Shards = ReadShards(ref reader),
            SideVector = ReadSideVector(ref reader),
        };
        reader.End("parameters");
        return parameters;
    }

    private static void Write(WireWriter writer, GraphPlan graph) => writer
        .UInt16(graph.Degree)
        .UInt16(graph.ShareThreshold)
        .UInt16(graph.CorruptionPerMille)
        .UInt16(graph.FailureBits);

    private static void Write(WireWriter writer, SideVectorLayout? layout)
    {
        if (layout is null)
        {
            writer.Byte(0);
            return;
        }

        writer.Byte((byte)layout.Bits).UInt16(layout.Fields.Count);
        foreach (var field in layout.Fields)
        {
            writer.Text(field.Name).UInt64(field.MaxValue);
        }
    }

    private static GraphPlan ReadGraph(ref WireReader reader) => new()
    {
        Degree = reader.UInt16("graph.degree"),
        ShareThreshold = reader.UInt16("graph.share threshold"),
        CorruptionPerMille = reader.UInt16("graph.corruption"),
        FailureBits = reader.UInt16("graph.failure bits"),
    };

    private static CohortMember[] ReadMembers(ref WireReader reader)
    {
        var members = new CohortMember[reader.Count("members", SecureRoundParameters.MaxMembers)];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = new CohortMember
            {
                Site = reader.Text("site"),
                IdentityKey = reader.Point("identity key"),
                Weight = new GovernedWeight(reader.UInt64("weight")),
            };
        }

        return members;
    }

    private static MaskedShard[] ReadShards(ref WireReader reader)
    {
        var shards = new MaskedShard[reader.Int32("shards", SecureRoundParameters.MaxShards)];
        for (var i = 0; i < shards.Length; i++)
        {
            shards[i] = new MaskedShard
            {
                ElementCount = reader.Int32("element count", int.MaxValue),
                Bits = reader.Byte("bits"),
                MaxMagnitude = reader.UInt32("max magnitude"),
                Scale = reader.Single("scale"),
            };
        }

        return shards;
    }

    private static SideVectorLayout? ReadSideVector(ref WireReader reader)
    {
        int bits = reader.Byte("side vector bits");
        if (bits == 0)
        {
            return null;
        }

        var fields = new SideField[reader.Count("side fields", SideVectorLayout.MaxFields)];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = new SideField { Name = reader.Text("side field"), MaxValue = reader.UInt64("max value") };
        }

        return new SideVectorLayout { Bits = bits, Fields = fields };
    }
}
