using Tapestry.Training.Local;

namespace Tapestry.Client.Site.Sovereign;

/// <summary>Where a private training stands.</summary>
/// <param name="NextStep">The step to take next.</param>
/// <param name="Parameters">Parameters, flat float32.</param>
/// <param name="Optimizer">The optimizer's state.</param>
internal sealed record Stretch(long NextStep, float[] Parameters, OptimizerState Optimizer);
