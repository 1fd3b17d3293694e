using System.Reflection;

namespace Tapestry.Actors.Hosting;

/// <summary>A grain method without a result.</summary>
internal sealed class PlainGrainMethod(MethodInfo method, bool isReadOnly) : GrainMethod(method, isReadOnly)
{
    public override Task Unwrap(ValueTask<Task> execution) =>
        execution.IsCompletedSuccessfully ? execution.Result : UnwrapAsync(execution);

    private static async Task UnwrapAsync(ValueTask<Task> execution)
    {
        var completed = await execution.ConfigureAwait(false);
        await completed.ConfigureAwait(false);
    }
}
