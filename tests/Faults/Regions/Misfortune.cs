using Tapestry.Faults.Tests.Plans;
using Tapestry.Testing;

namespace Tapestry.Faults.Tests.Regions;

/// <summary>Lets faults happen to the parts of a region.</summary>
/// <param name="Server">The database.</param>
/// <param name="Silos">The silos.</param>
/// <param name="Databases">Each silo's way to the database.</param>
/// <param name="Clients">The sites' way to each silo.</param>
/// <param name="Sites">The sites.</param>
/// <param name="Disk">Where the silos' folder is; null when it cannot become full.</param>
/// <param name="Objects">Where blobs are; null when they are in the folder.</param>
internal sealed record Misfortune(
    PostgresServer Server, IReadOnlyList<IProgram> Silos, IReadOnlyList<TcpProxy> Databases, IReadOnlyList<TcpProxy> Clients,
    IReadOnlyList<IProgram> Sites, SmallDisk? Disk, AzuriteServer? Objects)
{
    /// <summary>Ends when the fault is over; a killed program may then still be starting.</summary>
    public async Task BefallAsync(Fault fault)
    {
        var over = Task.Delay(fault.Lasts, TimeProvider.System);
        switch (fault.Kind)
        {
            case FaultKind.KillSilo:
                Silos[fault.Target].Kill(over);
                break;
            case FaultKind.KillAllSilos:
                foreach (var silo in Silos)
                {
                    silo.Kill(over);
                }

                break;
            case FaultKind.KillSite:
                Sites[fault.Target].Kill(over);
                break;
            case FaultKind.KillDatabase:
                await Server.KillAsync();
                await over;
                await Server.StartAgainAsync();
                break;
            case FaultKind.FreezeSilo:
                await FreezeAsync(Silos[fault.Target], over);
                break;
            case FaultKind.FreezeSite:
                await FreezeAsync(Sites[fault.Target], over);
                break;
            case FaultKind.PartitionDatabase:
                await PartitionAsync(Databases[fault.Target], over);
                break;
            case FaultKind.CutDatabase:
                await CutAsync(Databases[fault.Target], over);
                break;
            case FaultKind.PartitionSilo:
                await PartitionAsync(Clients[fault.Target], over);
                break;
            case FaultKind.CutSilo:
                await CutAsync(Clients[fault.Target], over);
                break;
            case FaultKind.FullFolder:
                Disk!.Fill();
                await over;
                Disk.Free();
                break;
            case FaultKind.FullDatabase:
                await Server.FillDiskAsync();
                await over;
                await Server.FreeDiskAsync();
                break;
            case FaultKind.KillObjects:
                await Objects!.KillAsync();
                await over;
                await Objects.StartAgainAsync();
                break;
        }

        await over;
    }

    private static async Task FreezeAsync(IProgram program, Task over)
    {
        program.Signal("STOP");
        await over;
        program.Signal("CONT");
    }

    private static async Task PartitionAsync(TcpProxy proxy, Task over)
    {
        proxy.Partition();
        await over;
        proxy.Heal();
    }

    private static async Task CutAsync(TcpProxy proxy, Task over)
    {
        proxy.Cut();
        await over;
        proxy.Heal();
    }
}
