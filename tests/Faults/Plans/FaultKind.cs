namespace Tapestry.Faults.Tests.Plans;

/// <summary>What befalls a region.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL of a silo.</summary>
    KillSilo,

    /// <summary>SIGKILL of all silos at once.</summary>
    KillAllSilos,

    /// <summary>SIGKILL of a site's agent.</summary>
    KillSite,

    /// <summary>SIGKILL of the database server and all its sessions.</summary>
    KillDatabase,

    /// <summary>SIGSTOP of a silo for longer than every lease, then SIGCONT.</summary>
    FreezeSilo,

    /// <summary>SIGSTOP of a site's agent, then SIGCONT.</summary>
    FreezeSite,

    /// <summary>Nothing passes between a silo and the database; what was sent arrives late.</summary>
    PartitionDatabase,

    /// <summary>All connections between a silo and the database break and none is accepted.</summary>
    CutDatabase,

    /// <summary>Nothing passes between a silo and its clients; what was sent arrives late.</summary>
    PartitionSilo,

    /// <summary>All connections between a silo and its clients break and none is accepted.</summary>
    CutSilo,

    /// <summary>The disk of the folder that silos share has no room.</summary>
    FullFolder,

    /// <summary>The database's disk has no room; a server that stops over it is started again once there is some.</summary>
    FullDatabase,

    /// <summary>SIGKILL of the object store.</summary>
    KillObjects,
}
