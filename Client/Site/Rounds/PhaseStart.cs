using Tapestry.Grains.Interfaces.Rounds;
using Tapestry.Training.Local;

namespace Tapestry.Client.Site.Rounds;

/// <summary>What a local phase starts from.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Base">The Shared Base, flat float32.</param>
/// <param name="Optimizer">The inner optimizer after the phase before; updated in place.</param>
/// <param name="Residual">Rounding error of the phase before; empty for none.</param>
/// <param name="BytesDownloaded">Bytes of base shards fetched for this round.</param>
internal sealed record PhaseStart(
    RoundTicket Ticket, ReadOnlyMemory<float> Base, OptimizerState Optimizer, ReadOnlyMemory<float> Residual, long BytesDownloaded);
